package dev.patchbay.plugin.vertex;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.plugin.testkit.GeminiJoiner;
import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gemini on Vertex AI, with every recording of it; embeddings with synthetic bodies. */
final class GeminiContractTest extends ModelContract {
  /** After Vertex AI's reference "Text embeddings API", response body. */
  private static final String PREDICTIONS =
      """
      {"predictions":[{"embeddings":{"statistics":{"truncated":false,"token_count":6},
        "values":[0.5,-0.25,1e-2]}}],"metadata":{"billableCharacterCount":5}}
      """;

  GeminiContractTest() {
    super("gemini-2.5-flash");
  }

  @Override
  protected List<RecordedCase> cases() {
    return Recordings.of("vertex-gemini").stream()
        .map(recorded -> recorded.giving(Recordings.golden("vertex-gemini", recorded.name())))
        .toList();
  }

  @Override
  protected List<RecordedCase> embedCases() {
    return List.of(
        body("predictions", 200, PREDICTIONS).ending(Ending.COMPLETED),
        body(
                "denied",
                403,
                "{\"error\":{\"code\":403,\"message\":\"denied\",\"status\":\"PERMISSION_DENIED\"}}")
            .failing(ErrorKind.AUTH));
  }

  private static RecordedCase body(String name, int status, String json) {
    return RecordedCase.of(
        "synthetic " + name,
        status,
        Map.of("content-type", "application/json"),
        json.getBytes(UTF_8),
        false);
  }

  @Override
  protected List<Twins> twins() {
    List<Twins> all = new ArrayList<>();
    for (RecordedCase stream : Recordings.of("vertex-gemini")) {
      if (stream.streamed()) {
        all.add(new Twins(GeminiJoiner.compact(stream), GeminiJoiner.whole(stream)));
      }
    }
    return all;
  }

  @Override
  protected List<Denied> denied() {
    Sampling sampling = Sampling.builder().minP(0.1).build();
    return List.of(new Denied("min_p", call().toBuilder().sampling(sampling).build()));
  }
}
