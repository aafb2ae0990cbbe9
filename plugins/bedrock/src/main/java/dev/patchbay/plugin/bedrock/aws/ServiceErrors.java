package dev.patchbay.plugin.bedrock.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ErrorSource;
import dev.patchbay.plugin.toolkit.http.RetryAfter;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one of Amazon's services says has gone wrong: the type in the header {@code
 * x-amzn-errortype} or in the body, the message in the body; or an exception in an event stream.
 * One for each response.
 */
public final class ServiceErrors implements ErrorSource {
  private static final int MAX_PLAIN = 512;

  private final InstantSource time;
  private final @Nullable Secret key;
  private int status;
  private @Nullable String type;
  private @Nullable String requestId;
  private @Nullable Duration retryAfter;
  private @Nullable String location;

  /**
   * @param key is never let through into a message, should the service quote it
   */
  public ServiceErrors(InstantSource time, @Nullable Secret key) {
    this.time = time;
    this.key = key;
  }

  /** Keeps what an error will need. */
  @Override
  public void head(ResponseHead head) {
    status = head.status();
    type = plainType(head.header("x-amzn-errortype"));
    requestId = head.header("x-amzn-requestid");
    retryAfter = RetryAfter.of(head, time);
    location = head.header("location");
  }

  /** The service's id of the request; null: not told. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** What a response of status 300 and up means. */
  @Override
  public ProviderError ofStatus(byte[] body, int length) {
    if (status < 400) {
      String to = location == null ? "" : " to " + location.replaceAll("[?#].*", "");
      String problem = "HTTP " + status + " redirects" + to + ", which is not followed";
      return error(ErrorKind.BAD_RESPONSE, problem + ": correct base-url", status, null);
    }
    Said said = Said.of(body, 0, length);
    String code = type == null ? said.type : type;
    String message = said.message == null ? plain(body, length) : said.message;
    return error(ErrorKinds.of(status, code, message), message, status, code);
  }

  /**
   * What an exception or error of an event stream means, whose payload is an object with the
   * message.
   *
   * @param failure the type as the stream has it: {@code throttlingException}
   */
  public ProviderError ofFrame(
      String failure, @Nullable String message, byte[] buffer, int offset, int length) {
    Said said = Said.of(buffer, offset, length);
    String code =
        failure.isEmpty() ? "" : Character.toUpperCase(failure.charAt(0)) + failure.substring(1);
    String text = message == null ? said.message : message;
    String words = text == null ? "an error without a message" : text;
    int told = said.status;
    return error(ErrorKinds.of(told, code, words), words, told, code);
  }

  private ProviderError error(ErrorKind kind, String message, int told, @Nullable String code) {
    String safe = key == null ? message : message.replace(key.reveal(), "***");
    return ProviderError.of(kind, safe)
        .withStatus(told)
        .withCode(code)
        .withRequestId(requestId)
        .withRetryAfter(retryAfter);
  }

  private String plain(byte[] body, int length) {
    String text = new String(body, 0, Math.min(length, 4 * MAX_PLAIN), UTF_8);
    String words = text.replaceAll("<[^>]*>|\\s+", " ").replaceAll(" +", " ").strip();
    String start = words.substring(0, Math.min(words.length(), MAX_PLAIN));
    return "HTTP " + status + (start.isEmpty() ? " without a message" : ": " + start);
  }

  /** {@code ns#ThrottlingException:http://…} without what stands around it. */
  private static @Nullable String plainType(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String name = text.replaceFirst(":.*", "").replaceFirst("^.*#", "").strip();
    return name.isEmpty() ? null : name;
  }

  /** The words of an error. */
  private static final class Said {
    private @Nullable String message;
    private @Nullable String type;
    private int status;

    static Said of(byte[] buffer, int offset, int length) {
      Said said = new Said();
      try {
        said.read(new JsonReader().over(buffer, offset, length));
      } catch (JsonException cutOrNotJson) {
        // What was read so far is all that there is to tell.
      }
      return said;
    }

    private void read(JsonReader json) {
      if (json.peek() != '{') {
        json.skip();
        return;
      }
      json.beginObject();
      while (json.nextMember()) {
        switch (json.name()) {
          case "message", "Message" -> message = json.anyText();
          case "originalMessage" -> message = message == null ? json.anyText() : passed(json);
          case "originalStatusCode" -> status(json.anyText());
          case "__type", "code", "type" -> type = plainType(json.anyText());
          case "error" -> read(json);
          default -> json.skip();
        }
      }
    }

    private @Nullable String passed(JsonReader json) {
      json.skip();
      return message;
    }

    private void status(@Nullable String text) {
      if (text != null && text.matches("[45]\\d\\d")) {
        status = Integer.parseInt(text);
      }
    }
  }
}
