package dev.patchbay.plugin.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.List;
import java.util.Map;

/** The contract, with every recording of Cohere, and embeddings after its reference. */
final class CohereContractTest extends ProviderContract {
  /** Synthetic, after the answer in Cohere's reference "Embed API (v2)". */
  private static final String VECTORS =
      "{\"id\":\"da6e531f\",\"embeddings\":{\"float\":[[0.25,-0.5,1e-3]]},\"texts\":[\"Hello\"],"
          + "\"meta\":{\"api_version\":{\"version\":\"2\"},\"billed_units\":{\"input_tokens\":2}},"
          + "\"response_type\":\"embeddings_by_type\"}";

  /** Synthetic, after the answer in Cohere's reference "Rerank API (v2)". */
  private static final String SCORES =
      "{\"results\":[{\"index\":2,\"relevance_score\":0.999071},{\"index\":0,\"relevance_score\":3e-1}],"
          + "\"id\":\"07734bd2\",\"meta\":{\"api_version\":{\"version\":\"2\"},\"billed_units\":{\"search_units\":1}}}";

  @Override
  protected ProviderFactory factory() {
    return new CohereFactory();
  }

  @Override
  protected List<RecordedCase> cases() {
    return Recordings.of("cohere").stream()
        .map(recorded -> recorded.giving(Recordings.golden("cohere", recorded.name())))
        .map(recorded ->
            recorded.status() == 200
                ? recorded.ending(Ending.COMPLETED)
                : recorded.failing(ErrorKind.CONTEXT_LENGTH))
        .toList();
  }

  @Override
  protected EmbedCall embedCall() {
    return EmbedCall.builder("embed-v4.0", List.of(new EmbedInput.Text("Hello"))).build();
  }

  @Override
  protected List<RecordedCase> embedCases() {
    return List.of(
        synthetic("embed", 200, VECTORS)
            .giving(
                "started model=null\nvector 0 dimensions=3 [0.25 -0.5 0.001] hash=fa0386ce\nused input=2 output=0\ncompleted\n"),
        synthetic("embed-401", 401, "{\"id\":\"x\",\"message\":\"invalid api token\"}")
            .failing(ErrorKind.AUTH));
  }

  @Override
  protected List<RecordedCase> rerankCases() {
    return List.of(
        synthetic("rerank", 200, SCORES).ending(Ending.COMPLETED),
        synthetic(
                "rerank-unknown-document",
                200,
                "{\"results\":[{\"index\":3,\"relevance_score\":0.5}]}")
            .failing(ErrorKind.BAD_RESPONSE),
        synthetic("rerank-429", 429, "{\"id\":\"x\",\"message\":\"slow down\"}")
            .failing(ErrorKind.RATE_LIMITED));
  }

  private static RecordedCase synthetic(String name, int status, String body) {
    Map<String, String> headers = Map.of("content-type", "application/json");
    return RecordedCase.of(name, status, headers, body.getBytes(UTF_8), false);
  }

  @Override
  protected List<Denied> denied() {
    ChatCall.Builder call = call().toBuilder();
    return List.of(
        new Denied("min_p", call.sampling(Sampling.builder().minP(0.1).build()).build()),
        new Denied("choices", call.sampling(Sampling.builder().choices(2).build()).build()),
        new Denied(
            "grammar",
            call().toBuilder().format(new ResponseFormat.Grammar("regex", "a")).build()));
  }
}
