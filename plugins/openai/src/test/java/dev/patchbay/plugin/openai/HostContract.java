package dev.patchbay.plugin.openai;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.StreamJoiner;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The contract at hosts like OpenAI that have no plugin of their own here, by the terminator that
 * they have.
 */
abstract class HostContract extends ProviderContract {
  static final List<String> HOSTS =
      List.of("azure-openai", "bedrock-mantle", "bedrock-openai", "cerebras", "gemini", "ollama");

  /**
   * Their recordings have no [DONE]: the framing was rebuilt, so that proves nothing of the host.
   */
  private static final Set<String> WITHOUT_DONE = Set.of("azure-openai/stream-model-router");

  private static final Map<String, ErrorKind> FAILURES =
      Map.of(
          "azure-openai/err-404-model", ErrorKind.NOT_FOUND,
          "azure-openai/err-429-retry-after", ErrorKind.RATE_LIMITED);

  private final String terminator;

  HostContract(String terminator) {
    this.terminator = terminator;
  }

  /** The cases of all hosts, named {@code HOST/CASE}. */
  static Stream<RecordedCase> recordings(boolean withDone) {
    return HOSTS.stream()
        .flatMap(host ->
            Recordings.chatCompletions(host).stream().map(recorded -> named(host, recorded)))
        .filter(recorded -> withDone != WITHOUT_DONE.contains(recorded.name()))
        .map(HostContract::expecting);
  }

  private static RecordedCase named(String host, RecordedCase recorded) {
    return RecordedCase.of(
        host + "/" + recorded.name(),
        recorded.status(),
        recorded.headers(),
        recorded.body(),
        recorded.streamed());
  }

  private static RecordedCase expecting(RecordedCase recorded) {
    ErrorKind failure = FAILURES.get(recorded.name());
    if (failure != null) {
      return recorded.failing(failure);
    }
    return recorded.ending(Ending.COMPLETED);
  }

  @Override
  protected ProviderFactory factory() {
    return new OpenAiFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    return new EndpointConfig(
        "host",
        URI.create("https://host.example/openai/v1"),
        Secret.of(KEY),
        null,
        Settings.of(Map.of("terminator", terminator)));
  }

  @Override
  protected List<Twins> twins() {
    return cases().stream()
        .filter(recorded -> recorded.streamed() && recorded.ending() == Ending.COMPLETED)
        .map(stream -> new Twins(StreamJoiner.compact(stream), StreamJoiner.whole(stream)))
        .toList();
  }
}
