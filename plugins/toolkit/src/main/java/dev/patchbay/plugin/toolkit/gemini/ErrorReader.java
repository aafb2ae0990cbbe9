package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ErrorSource;
import dev.patchbay.plugin.toolkit.http.RetryAfter;
import dev.patchbay.plugin.toolkit.http.RetryInfo;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads Google's errors: {@code {"error":{code,message,status,details}}}, alone or in a list, as an
 * error's body or as a chunk under a 200. One for each response.
 */
public final class ErrorReader implements ErrorSource {
  private static final int MAX_PLAIN = 512;

  private final InstantSource time;
  private final @Nullable Secret secret;
  private int status;
  private @Nullable String requestId;
  private @Nullable Duration retryAfter;
  private @Nullable String location;

  /**
   * @param secret is never let through into a message, should the service quote it
   */
  public ErrorReader(InstantSource time, @Nullable Secret secret) {
    this.time = time;
    this.secret = secret;
  }

  /** The head has come; keeps what an error will need. */
  @Override
  public void head(ResponseHead head) {
    status = head.status();
    retryAfter = RetryAfter.of(head, time);
    location = head.header("location");
    requestId = head.header("x-request-id");
  }

  /** What a response of status 300 and up means. */
  @Override
  public ProviderError ofStatus(byte[] body, int length) {
    if (status < 400) {
      String to = location == null ? "" : " to " + location.replaceAll("[?#].*", "");
      return error(
          ErrorKind.BAD_RESPONSE,
          "HTTP " + status + " redirects" + to + ", which is not followed: correct base-url",
          status,
          null);
    }
    Said said = parse(body, 0, length);
    String message = said.message == null ? plain(body, length) : said.message;
    return said(said, status, message);
  }

  /** Whether a body has the form of Google's errors: other makers' models have their own. */
  public static boolean isGoogles(byte[] body, int length) {
    Said said = parse(body, 0, length);
    return said.word != null && said.code != 0;
  }

  /** What an object says that came under a 200. */
  ProviderError inBand(byte[] buffer, int offset, int length) {
    Said said = parse(buffer, offset, length);
    String message = said.message == null ? "an error without a message" : said.message;
    return said(said, said.code, message);
  }

  private ProviderError said(Said said, int code, String message) {
    requestId = requestId == null ? said.requestId : requestId;
    retryAfter = retryAfter == null ? said.retry.delay() : retryAfter;
    String words = said.reason + " " + said.word + " " + message;
    String own = said.reason == null ? said.word : said.reason;
    return error(ErrorKinds.of(code, said.retry.isDaily(), words), message, code, own);
  }

  ProviderError error(ErrorKind kind, String message, int code, @Nullable String word) {
    String safe = secret == null ? message : message.replace(secret.reveal(), "***");
    return ProviderError.of(kind, safe)
        .withStatus(code)
        .withCode(word)
        .withRequestId(requestId)
        .withRetryAfter(retryAfter);
  }

  private String plain(byte[] body, int length) {
    String text = new String(body, 0, Math.min(length, 4 * MAX_PLAIN), UTF_8);
    String words = text.replaceAll("<[^>]*>|\\s+", " ").replaceAll(" +", " ").strip();
    String start = words.substring(0, Math.min(words.length(), MAX_PLAIN));
    return "HTTP " + status + (start.isEmpty() ? " without a message" : ": " + start);
  }

  private static Said parse(byte[] buffer, int offset, int length) {
    Said said = new Said();
    JsonReader json = new JsonReader().over(buffer, offset, length);
    try {
      said.read(json);
    } catch (JsonException cutOrNotJson) {
      // What was read so far is all that there is to tell.
    }
    return said;
  }

  /** The words of an error, wherever they stood. */
  private static final class Said {
    private final RetryInfo retry = new RetryInfo();
    private @Nullable String message;
    private @Nullable String word;
    private @Nullable String reason;
    private @Nullable String requestId;
    private int code;

    void read(JsonReader json) {
      switch (json.peek()) {
        case '{' -> object(json);
        case '[' -> {
          json.beginArray();
          while (json.nextElement()) {
            read(json);
          }
        }
        case '"' -> message = message == null ? json.string() : skipped(json);
        default -> json.skip();
      }
    }

    private @Nullable String skipped(JsonReader json) {
      json.skip();
      return message;
    }

    private void object(JsonReader json) {
      json.beginObject();
      while (json.nextMember()) {
        switch (json.name()) {
          case "error" -> read(json);
          case "message" -> message = message == null ? json.anyText() : skipped(json);
          case "status" -> word = json.anyText();
          case "code" -> code(json.anyText());
          case "reason" -> reason = json.anyText();
          case "requestId" -> requestId = json.anyText();
          case "details" -> details(json);
          default -> json.skip();
        }
      }
    }

    private void code(@Nullable String text) {
      code = text != null && text.matches("[45]\\d\\d") ? Integer.parseInt(text) : code;
    }

    private void details(JsonReader json) {
      json.peek();
      int at = json.position();
      retry.read(json);
      int resume = json.position();
      json.position(at);
      read(json);
      json.position(resume);
    }
  }
}
