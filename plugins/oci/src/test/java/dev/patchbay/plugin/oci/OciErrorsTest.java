package dev.patchbay.plugin.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors in the forms of Oracle's "API Errors", and of what its clients' issues quote. */
final class OciErrorsTest {
  private record Head(int status, Map<String, String> headers) implements ResponseHead {
    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }

  private static ProviderError error(int status, String body) {
    OciErrors errors = new OciErrors(() -> Instant.EPOCH, Secret.of("sk-secret"));
    errors.head(new Head(status, Map.of("opc-request-id", "R1", "retry-after", "3")));
    byte[] bytes = body.getBytes(UTF_8);
    return errors.ofStatus(bytes, bytes.length);
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidParameter, INVALID",
    "400, LimitExceeded, QUOTA",
    "400, QuotaExceeded, QUOTA",
    "401, NotAuthenticated, AUTH",
    "403, NotAllowed, AUTH",
    "404, NotAuthorizedOrNotFound, NOT_FOUND",
    "404, 404, NOT_FOUND",
    "413, RequestEntityTooLarge, TOO_LARGE",
    "429, TooManyRequests, RATE_LIMITED",
    "500, InternalServerError, UPSTREAM",
    "503, ServiceUnavailable, OVERLOADED",
    "504, GatewayTimeout, TIMEOUT"
  })
  void ofStatus_codes_haveKinds(int status, String code, ErrorKind kind) {
    ProviderError error =
        error(status, "{\"code\":\"" + code + "\",\"message\":\"Something is wrong.\"}");
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.message()).isEqualTo("Something is wrong.");
    assertThat(error.requestId()).isEqualTo("R1");
    assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void ofStatus_makersErrorInTheMessage_isUnwrapped() {
    ProviderError error =
        error(
            400,
            """
            {"code":"400","message":"{\\"error\\":{\\"message\\":\\"Unsupported value: \
            'temperature' does not support 0.2 with this model.\\",\\"type\\":\
            \\"invalid_request_error\\",\\"param\\":\\"temperature\\",\\"code\\":\
            \\"unsupported_value\\"}}"}\
            """);
    assertThat(error.kind()).isEqualTo(ErrorKind.UNSUPPORTED);
    assertThat(error.code()).isEqualTo("unsupported_value");
    assertThat(error.message()).startsWith("Unsupported value: 'temperature'");
    assertThat(error.status()).isEqualTo(400);
  }

  @Test
  void ofStatus_prose_tellsTheKind() {
    assertThat(
            error(
                    400,
                    "{\"code\":\"400\",\"message\":\"Invalid 'maxTokens': Unsupported parameter:"
                        + " 'maxTokens' is not supported with this model.\"}")
                .kind())
        .isEqualTo(ErrorKind.UNSUPPORTED);
    assertThat(
            error(400, "{\"code\":\"400\",\"message\":\"Inappropriate content detected!!!\"}")
                .kind())
        .isEqualTo(ErrorKind.PROMPT_BLOCKED);
    assertThat(
            error(
                    400,
                    "{\"code\":\"400\",\"message\":\"too many tokens: total number of tokens in the"
                        + " prompt cannot exceed 128000\"}")
                .kind())
        .isEqualTo(ErrorKind.CONTEXT_LENGTH);
  }

  @Test
  void ofStatus_noJson_isCutAndStripped() {
    ProviderError error = error(502, "<html><b>Bad\n Gateway</b> sk-secret</html>");
    assertThat(error.message()).isEqualTo("HTTP 502: Bad Gateway ***");
    assertThat(error(302, "").kind()).isEqualTo(ErrorKind.BAD_RESPONSE);
    assertThat(error(500, "").message()).isEqualTo("HTTP 500 without a message");
  }

  @Test
  void inBand_numericCode_isAStatus() {
    byte[] event = "{\"code\":429,\"message\":\"slow down\"}".getBytes(UTF_8);
    OciErrors errors = new OciErrors(() -> Instant.EPOCH, null);
    assertThat(errors.inBand(event, 0, event.length).kind()).isEqualTo(ErrorKind.RATE_LIMITED);
  }
}
