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

/** The contract at hosts like OpenAI, by the terminator that they have. */
abstract class HostContract extends ProviderContract {
  static final List<String> HOSTS =
      List.of(
          "azure-openai",
          "bedrock-mantle",
          "bedrock-openai",
          "cerebras",
          "deepseek",
          "fireworks",
          "gemini",
          "groq",
          "huggingface",
          "mistral",
          "ollama",
          "openrouter",
          "together",
          "vllm",
          "xai");

  /**
   * Their recordings have no [DONE]: the framing was rebuilt, so that proves nothing of the host.
   */
  private static final Set<String> WITHOUT_DONE =
      Set.of("azure-openai/stream-model-router", "mistral/stream-tool-incremental");

  private static final Map<String, ErrorKind> FAILURES =
      Map.ofEntries(
          Map.entry("azure-openai/err-404-model", ErrorKind.NOT_FOUND),
          Map.entry("azure-openai/err-429-retry-after", ErrorKind.RATE_LIMITED),
          Map.entry("deepseek/err-400-context-length", ErrorKind.CONTEXT_LENGTH),
          Map.entry("deepseek/err-401", ErrorKind.AUTH),
          Map.entry("groq/err-400-tool-use-failed", ErrorKind.UPSTREAM),
          Map.entry("huggingface/err-422", ErrorKind.INVALID),
          Map.entry("huggingface/stream-err-validation", ErrorKind.CONTEXT_LENGTH),
          Map.entry("mistral/err-401", ErrorKind.AUTH),
          Map.entry("openrouter/err-429", ErrorKind.RATE_LIMITED),
          Map.entry("openrouter/stream-err-inside-chunk", ErrorKind.INVALID));

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
