package dev.patchbay.plugin.toolkit.anthropic;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the service says has gone wrong: Anthropic's errors, as a body or as one event of a
 * stream, and those of Google's front before Claude. One for each response.
 */
public final class ErrorReader implements ErrorSource {
  private static final List<String> REQUEST_IDS =
      List.of("request-id", "x-request-id", "x-amzn-requestid");
  private static final int MAX_PLAIN = 512;

  private final InstantSource time;
  private final @Nullable Secret key;
  private int status;
  private @Nullable String requestId;
  private @Nullable Duration retryAfter;
  private @Nullable String shouldRetry;
  private @Nullable String location;

  /**
   * @param key is never let through into a message, should the service quote it
   */
  public ErrorReader(InstantSource time, @Nullable Secret key) {
    this.time = time;
    this.key = key;
  }

  /** Keeps what the head tells. */
  @Override
  public void head(ResponseHead head) {
    status = head.status();
    retryAfter = RetryAfter.of(head, time);
    if (retryAfter == null && (status == 429 || status == 529)) {
      retryAfter = RateLimits.reset(head, time);
    }
    shouldRetry = head.header("x-should-retry");
    location = head.header("location");
    for (String name : REQUEST_IDS) {
      requestId = requestId == null ? head.header(name) : requestId;
    }
  }

  /** What a response of status 300 and up means; the body may be cut short or empty. */
  @Override
  public ProviderError ofStatus(byte[] body, int length) {
    if (status < 400) {
      String to = location == null ? "" : " to " + location.replaceAll("[?#].*", "");
      String message =
          "HTTP " + status + " redirects" + to + ", which is not followed: correct base-url";
      return error(ErrorKind.BAD_RESPONSE, message, status, null);
    }
    Said said = parse(body, 0, length);
    String message = said.message == null ? plain(body, length) : said.message;
    ErrorKind kind = ErrorKinds.of(status, said.type, said.words(message));
    return error(ErrorKinds.asTold(kind, shouldRetry), message, status, said.code());
  }

  /** What an object says that came under a 200. */
  public ProviderError inBand(byte[] buffer, int offset, int length) {
    Said said = parse(buffer, offset, length);
    if (said.message == null && !said.isError) {
      return error(ErrorKind.BAD_RESPONSE, "neither a message nor an error", 0, null);
    }
    String message = said.message == null ? "an error without a message" : said.message;
    return error(ErrorKinds.of(0, said.type, said.words(message)), message, 0, said.code());
  }

  private ProviderError error(ErrorKind kind, String message, int code, @Nullable String word) {
    String safe = key == null ? message : message.replace(key.reveal(), "***");
    return ProviderError.of(kind, safe)
        .withStatus(code)
        .withCode(word)
        .withRequestId(requestId)
        .withRetryAfter(kind == ErrorKind.QUOTA ? null : retryAfter);
  }

  private String plain(byte[] body, int length) {
    String text = new String(body, 0, Math.min(length, 4 * MAX_PLAIN), UTF_8);
    String words = text.replaceAll("<[^>]*>|\\s+", " ").replaceAll(" +", " ").strip();
    String start = words.substring(0, Math.min(words.length(), MAX_PLAIN));
    return "HTTP " + status + (start.isEmpty() ? " without a message" : ": " + start);
  }

  private Said parse(byte[] buffer, int offset, int length) {
    Said said = new Said();
    JsonReader json = new JsonReader().over(buffer, offset, length);
    try {
      said.read(json);
    } catch (JsonException cutOrNotJson) {
      // What was read so far is all that there is to tell.
    }
    requestId = requestId == null ? said.requestId : requestId;
    retryAfter = retryAfter == null ? said.retry.delay() : retryAfter;
    return said;
  }

  /** The words of an error. */
  private static final class Said {
    private final RetryInfo retry = new RetryInfo();
    private @Nullable String message;
    private @Nullable String type;
    private @Nullable String detail;
    private @Nullable String requestId;
    private boolean isError;

    String words(String text) {
      return type + " " + detail + " " + text;
    }

    @Nullable String code() {
      return detail == null ? type : detail;
    }

    void read(JsonReader json) {
      switch (json.peek()) {
        case '{' -> object(json);
        case '[' -> {
          json.beginArray();
          while (json.nextElement()) {
            read(json);
          }
        }
        case '"' -> message = json.string();
        default -> json.skip();
      }
    }

    private void object(JsonReader json) {
      json.beginObject();
      while (json.nextMember()) {
        switch (json.name()) {
          case "error" -> {
            isError = true;
            read(json);
          }
          case "message" -> message = json.anyText();
          case "type" -> {
            // The outer one only says that this is an error.
            String word = json.anyText();
            type = word == null || word.equals("error") ? type : word;
          }
          case "status" -> type = type == null ? json.anyText() : skipped(json);
          case "details" -> details(json);
          case "request_id" -> requestId = json.anyText();
          default -> json.skip();
        }
      }
    }

    private String skipped(JsonReader json) {
      json.skip();
      return String.valueOf(type);
    }

    /** Anthropic's is an object with a code, Google's a list. */
    private void details(JsonReader json) {
      if (json.peek() != '{') {
        retry.read(json);
        return;
      }
      json.beginObject();
      while (json.nextMember()) {
        if (json.name().equals("error_code")) {
          detail = json.anyText();
        } else {
          json.skip();
        }
      }
    }
  }
}
