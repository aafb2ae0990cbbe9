package dev.patchbay.plugin.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.ToolChoice;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The contract, with every recording of Ollama's own API, and what its documentation shows. */
final class OllamaContractTest extends ProviderContract {
  @Override
  protected ProviderFactory factory() {
    return new OllamaFactory();
  }

  @Override
  protected List<RecordedCase> cases() {
    Stream<RecordedCase> recorded =
        Recordings.of("ollama").stream()
            .filter(one -> !one.name().contains("openai-compat"))
            .map(OllamaContractTest::expecting);
    return Stream.concat(recorded, synthetic()).toList();
  }

  /** Two recordings kept a file's name instead of the content type. */
  private static RecordedCase expecting(RecordedCase recorded) {
    RecordedCase typed =
        recorded.streamed() ? recorded.header("content-type", "application/x-ndjson") : recorded;
    return typed.ending(Ending.COMPLETED).giving(Recordings.golden("ollama", recorded.name()));
  }

  /** After Ollama's documentation "API", which tells of errors before and within a stream. */
  private static Stream<RecordedCase> synthetic() {
    String line =
        "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":"
            + "\"assistant\",\"content\":\"a\"},\"done\":false}\n";
    return Stream.of(
        of("error-in-stream", 200, "application/x-ndjson", line + "{\"error\":\"an error\"}\n")
            .failing(ErrorKind.UPSTREAM),
        of("error-404", 404, "application/json", "{\"error\":\"model 'x' not found\"}")
            .failing(ErrorKind.NOT_FOUND),
        of("cut-off", 200, "application/x-ndjson", line).ending(Ending.NONE));
  }

  private static RecordedCase of(String name, int status, String type, String body) {
    return RecordedCase.of(
        name, status, Map.of("content-type", type), body.getBytes(UTF_8), status == 200);
  }

  @Override
  protected EmbedCall embedCall() {
    return EmbedCall.builder("all-minilm", List.of(new EmbedInput.Text("Hello"))).build();
  }

  @Override
  protected List<RecordedCase> embedCases() {
    String body =
        "{\"model\":\"all-minilm\",\"embeddings\":[[0.25,-0.5]],\"total_duration\":14143917,"
            + "\"load_duration\":1019500,\"prompt_eval_count\":8}";
    return List.of(of("embed", 200, "application/json", body).ending(Ending.COMPLETED));
  }

  @Override
  protected List<Denied> denied() {
    ChatCall.Builder call = call().toBuilder();
    return List.of(
        new Denied("choices", call.sampling(Sampling.builder().choices(2).build()).build()),
        new Denied(
            "required tool",
            call().toBuilder()
                .toolChoice(new ToolChoice(ToolChoice.REQUIRED, List.of(), null))
                .build()),
        new Denied(
            "grammar",
            call().toBuilder().format(new ResponseFormat.Grammar("regex", "a")).build()));
  }
}
