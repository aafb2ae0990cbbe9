package dev.patchbay.plugin.vertex;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Claude on Vertex AI, with every recording of it. Nobody recorded a stream there: those of
 * Anthropic stand for them, since the service sends the same events. Its errors are synthetic:
 * Google's are written after the guide "API errors" of Vertex AI, Anthropic's after that maker's
 * page "Errors".
 */
final class ClaudeContractTest extends ModelContract {
  ClaudeContractTest() {
    super("claude-sonnet-4-5@20250929");
  }

  @Override
  protected List<RecordedCase> cases() {
    List<RecordedCase> all = new ArrayList<>();
    Recordings.of("vertex-anthropic").stream()
        .map(recorded -> recorded.ending(Ending.COMPLETED))
        .forEach(all::add);
    Recordings.of("anthropic").stream()
        .filter(RecordedCase::streamed)
        .map(recorded -> recorded.ending(Ending.COMPLETED))
        .forEach(all::add);
    all.add(
        error(
                429,
                "{\"error\":{\"code\":429,\"message\":\"Quota exceeded\","
                    + "\"status\":\"RESOURCE_EXHAUSTED\"}}")
            .failing(ErrorKind.RATE_LIMITED));
    all.add(
        error(
                400,
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                    + "\"message\":\"prompt is too long: 200001 tokens > 200000 maximum\"}}")
            .failing(ErrorKind.CONTEXT_LENGTH));
    all.add(
        error(
                401,
                "[{\"error\":{\"code\":401,\"message\":\"Request had invalid credentials\","
                    + "\"status\":\"UNAUTHENTICATED\"}}]")
            .failing(ErrorKind.AUTH));
    return all;
  }

  private static RecordedCase error(int status, String json) {
    return RecordedCase.of(
        "synthetic " + status,
        status,
        Map.of("content-type", "application/json"),
        json.getBytes(UTF_8),
        false);
  }
}
