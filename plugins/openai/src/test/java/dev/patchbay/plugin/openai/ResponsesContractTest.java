package dev.patchbay.plugin.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.ResponsesJoiner;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The contract of Responses, with every recording of them, OpenAI's and those of hosts of its
 * models.
 */
final class ResponsesContractTest extends ProviderContract {
  static final List<String> FOLDERS =
      List.of("openai-responses", "azure-responses", "bedrock-mantle");

  private static final Map<String, ErrorKind> FAILURES =
      Map.of(
          "openai-responses/err-400-temperature", ErrorKind.INVALID,
          "openai-responses/err-401", ErrorKind.AUTH,
          "openai-responses/stream-err-rate-limit", ErrorKind.RATE_LIMITED);

  @Override
  protected ProviderFactory factory() {
    return new OpenAiFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    Settings settings = Settings.of(Map.of("api", "responses"));
    return new EndpointConfig("responses", null, Secret.of(KEY), null, settings);
  }

  /** The Responses of a folder. */
  static Stream<RecordedCase> responses(String folder) {
    return folder.endsWith("-responses")
        ? Recordings.of(folder).stream()
        : Recordings.of(folder, "/responses").stream();
  }

  @Override
  protected List<RecordedCase> cases() {
    Stream<RecordedCase> recorded =
        FOLDERS.stream()
            .flatMap(folder -> responses(folder).map(found -> expecting(folder, found)));
    return Stream.concat(recorded, SyntheticResponses.cases()).toList();
  }

  private static RecordedCase expecting(String folder, RecordedCase found) {
    RecordedCase named =
        RecordedCase.of(
                folder + "/" + found.name(),
                found.status(),
                found.headers(),
                found.body(),
                found.streamed())
            .giving(Recordings.golden(folder, found.name()));
    ErrorKind failure = FAILURES.get(named.name());
    return failure == null ? named.ending(Ending.COMPLETED) : named.failing(failure);
  }

  @Override
  protected List<Twins> twins() {
    return FOLDERS.stream()
        .flatMap(ResponsesContractTest::responses)
        .filter(found -> found.streamed() && !found.name().contains("-err-"))
        .map(stream -> new Twins(stream, ResponsesJoiner.whole(stream)))
        .toList();
  }

  @Override
  protected List<Denied> denied() {
    return List.of(
        new Denied("top_k", sampled(Sampling.builder().topK(40).build())),
        new Denied("seed", sampled(Sampling.builder().seed(7L).build())),
        new Denied("stop", sampled(Sampling.builder().stop(List.of("end")).build())),
        new Denied("n", sampled(Sampling.builder().choices(2).build())),
        new Denied("penalty", sampled(Sampling.builder().frequencyPenalty(1.0).build())),
        new Denied("logit_bias", sampled(Sampling.builder().logitBias(Map.of("5", 1.0)).build())),
        new Denied("budget", call().toBuilder().thinking(new Thinking(null, 9, null)).build()),
        new Denied("audio out", said(new Output(List.of("audio"), null, null, null))),
        new Denied("audio in", sound()),
        new Denied(
            "another's tool",
            call().toBuilder().tools(List.of(new Tool.Hosted("x.y", "y", "{}"))).build()),
        new Denied(
            "grammar",
            call().toBuilder().format(new ResponseFormat.Grammar("regex", "[a-z]+")).build()));
  }

  private ChatCall sampled(Sampling sampling) {
    return call().toBuilder().sampling(sampling).build();
  }

  private ChatCall said(Output output) {
    return call().toBuilder().output(output).build();
  }

  private ChatCall sound() {
    ByteBuffer data = ByteBuffer.wrap("RIFF".getBytes(UTF_8)).asReadOnlyBuffer();
    Part part = new Part.Media("audio/wav", data, null, null, null, null, Marks.NONE);
    return call().toBuilder().messages(List.of(Message.of(Message.USER, List.of(part)))).build();
  }
}
