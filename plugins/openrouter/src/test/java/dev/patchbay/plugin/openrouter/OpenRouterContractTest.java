package dev.patchbay.plugin.openrouter;

import dev.patchbay.plugin.testkit.HostContract;
import dev.patchbay.spi.ErrorKind;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The contract, with every recording of openrouter's chat completions. */
final class OpenRouterContractTest extends HostContract {
  OpenRouterContractTest() {
    super("openrouter", new OpenRouterFactory());
  }

  @Override
  protected Map<String, ErrorKind> failures() {
    return Map.of("err-429", ErrorKind.RATE_LIMITED, "stream-err-inside-chunk", ErrorKind.INVALID);
  }

  @Override
  protected List<Difference> differences() {
    return List.of(
        Difference.renamed(
            "the one name that all hosts behind it know", "max_completion_tokens", "max_tokens"));
  }

  @Override
  protected List<Difference> differencesAnew() {
    return List.of(
        new Difference(
            "a neutral tool has no place for what stands beside its function",
            request ->
                request
                    .path("tools")
                    .forEach(tool -> ((ObjectNode) tool).remove("cache_control"))));
  }
}
