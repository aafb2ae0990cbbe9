package dev.patchbay.plugin.vertex;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.List;
import java.util.Map;

/**
 * The OpenAI-compatible endpoint. Nobody recorded it: the bodies are synthetic, after the guide
 * "Using OpenAI libraries with Vertex AI".
 */
final class CompletionsContractTest extends ModelContract {
  private static final String STREAM =
      """
      data: {"id":"x1","object":"chat.completion.chunk","model":"google/gemini-2.5-flash","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"}}]}

      data: {"id":"x1","object":"chat.completion.chunk","model":"google/gemini-2.5-flash","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3}}

      data: [DONE]

      """;

  CompletionsContractTest() {
    super("google/gemini-2.5-flash");
  }

  @Override
  protected List<RecordedCase> cases() {
    String denied =
        "[{\"error\":{\"code\":401,\"message\":\"invalid\",\"status\":\"UNAUTHENTICATED\"}}]";
    return List.of(
        of("stream", 200, "text/event-stream", STREAM).ending(Ending.COMPLETED),
        of("denied", 401, "application/json", denied).failing(ErrorKind.AUTH));
  }

  private static RecordedCase of(String name, int status, String type, String body) {
    return RecordedCase.of(
        "synthetic " + name, status, Map.of("content-type", type), body.getBytes(UTF_8), true);
  }
}
