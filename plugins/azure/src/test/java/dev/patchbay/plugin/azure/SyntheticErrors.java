package dev.patchbay.plugin.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.testkit.RecordedCase;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Errors that no recording holds, SYNTHETIC: the filtered prompt after Microsoft's "Content
 * filtering" (learn.microsoft.com, Azure OpenAI concepts, October 2026), the refused key after the
 * gateway's own form of errors.
 */
final class SyntheticErrors {
  static final String FILTERED =
      """
      {"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's \
      content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,\
      "innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":\
      {"filtered":true,"severity":"high"},"violence":{"filtered":false,"severity":"safe"}}}}}\
      """;

  private SyntheticErrors() {}

  static Stream<RecordedCase> cases() {
    return Stream.of(
        error("filtered prompt", 400, FILTERED).failing(ErrorKind.PROMPT_BLOCKED),
        error(
                "refused key",
                401,
                "{\"error\":{\"code\":\"401\",\"message\":\"Access denied due to invalid"
                    + " subscription key or wrong API endpoint.\"}}")
            .failing(ErrorKind.AUTH));
  }

  private static RecordedCase error(String name, int status, String body) {
    return RecordedCase.of(
        "synthetic: " + name,
        status,
        Map.of("content-type", "application/json", "apim-request-id", "apim-1"),
        body.getBytes(UTF_8),
        false);
  }
}
