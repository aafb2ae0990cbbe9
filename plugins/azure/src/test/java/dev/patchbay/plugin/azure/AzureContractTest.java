package dev.patchbay.plugin.azure;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.StreamJoiner;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.testkit.CallerBody;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The contract of chat completions and embeddings, with every recording of them. */
final class AzureContractTest extends ProviderContract {
  private static final String FOLDER = "azure-openai";

  private static final Map<String, ErrorKind> FAILURES =
      Map.of(
          "err-404-model", ErrorKind.NOT_FOUND,
          "err-429-retry-after", ErrorKind.RATE_LIMITED);

  @Override
  protected ProviderFactory factory() {
    return new AzureFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    return Wire.endpoint(KEY, Map.of("api-version", "2024-10-21"));
  }

  @Override
  protected List<RecordedCase> cases() {
    Stream<RecordedCase> recorded =
        Recordings.chatCompletions(FOLDER).stream()
            .map(found -> {
              ErrorKind failure = FAILURES.get(found.name());
              return failure == null ? found.ending(Ending.COMPLETED) : found.failing(failure);
            });
    return Stream.concat(recorded, SyntheticErrors.cases()).toList();
  }

  /** Ratings come with each piece, and a body that is joined from pieces has none. */
  @Override
  protected List<Twins> twins() {
    return Recordings.chatCompletions(FOLDER).stream()
        .filter(found -> found.name().equals("stream-grok-foundry"))
        .map(stream -> new Twins(stream, StreamJoiner.whole(stream)))
        .toList();
  }

  @Override
  protected EmbedCall embedCall() {
    String body = "{\"model\":\"alias\",\"input\":[\"Hello\"],\"encoding_format\":\"float\"}";
    return EmbedCall.builder("embedder", List.of(new EmbedInput.Text("Hello")))
        .origin(new Origin(Origin.OPENAI_EMBEDDINGS, Extra.NONE, CallerBody.of(body)))
        .build();
  }

  @Override
  protected List<RecordedCase> embedCases() {
    return Recordings.of(FOLDER, "/embeddings").stream()
        .map(found -> found.ending(Ending.COMPLETED))
        .toList();
  }

  @Override
  protected List<Denied> denied() {
    return List.of(
        new Denied("top_k", sampled(Sampling.builder().topK(40).build())),
        new Denied("min_p", sampled(Sampling.builder().minP(0.1).build())),
        new Denied(
            "grammar",
            call().toBuilder().format(new ResponseFormat.Grammar("regex", "[a-z]+")).build()));
  }

  private ChatCall sampled(Sampling sampling) {
    return call().toBuilder().sampling(sampling).build();
  }
}
