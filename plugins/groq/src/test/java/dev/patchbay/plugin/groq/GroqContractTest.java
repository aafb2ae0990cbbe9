package dev.patchbay.plugin.groq;

import dev.patchbay.plugin.testkit.HostContract;
import dev.patchbay.spi.ErrorKind;
import java.util.List;
import java.util.Map;

/** The contract, with every recording of groq's chat completions. */
final class GroqContractTest extends HostContract {
  GroqContractTest() {
    super("groq", new GroqFactory());
  }

  @Override
  protected Map<String, ErrorKind> failures() {
    return Map.of("err-400-tool-use-failed", ErrorKind.UPSTREAM);
  }

  @Override
  protected List<Difference> differences() {
    return List.of(
        Difference.renamed(
            "the host's newer name of the limit", "max_tokens", "max_completion_tokens"),
        Difference.without("one choice is what it gives unasked", "n"));
  }
}
