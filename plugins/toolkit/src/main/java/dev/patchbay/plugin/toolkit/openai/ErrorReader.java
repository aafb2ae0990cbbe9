package dev.patchbay.plugin.toolkit.openai;

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
 * Reads what a host says has gone wrong: an object, a string or a list under {@code error}, {@code
 * detail}, {@code message} and so on, as an error's body, as a body under a 200 or as one event of
 * a stream. One for each response.
 */
public final class ErrorReader implements ErrorSource {
  private static final List<String> REQUEST_IDS =
      List.of(
          "x-request-id",
          "apim-request-id",
          "request-id",
          "x-amzn-requestid",
          "mistral-correlation-id",
          "opc-request-id",
          "x-generation-id");
  private static final int MAX_PLAIN = 512;

  private final InstantSource time;
  private final @Nullable Secret key;
  private int status;
  private @Nullable String requestId;
  private @Nullable Duration retryAfter;
  private @Nullable String location;

  /** Mistral's quota of the month, which waiting does not bring back. */
  private boolean monthUsedUp;

  /**
   * @param key is never let through into a message, should the host quote it
   */
  public ErrorReader(InstantSource time, @Nullable Secret key) {
    this.time = time;
    this.key = key;
  }

  /** The head of the response has come. */
  @Override
  public void head(ResponseHead head) {
    status = head.status();
    // Together asks to wait beside answers, too.
    retryAfter = status < 400 ? null : RetryAfter.of(head, time);
    monthUsedUp = status == 429 && "0".equals(head.header("x-ratelimit-remaining-tokens-month"));
    location = head.header("location");
    for (String name : REQUEST_IDS) {
      requestId = requestId == null ? head.header(name) : requestId;
    }
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
    return error(kind(status, said, message), message, status, said.code());
  }

  /** What an object says that came under a 200. */
  public ProviderError inBand(byte[] buffer, int offset, int length) {
    Said said = parse(buffer, offset, length);
    String message = said.message == null ? "an error without a message" : said.message;
    return error(kind(said.status, said, message), message, said.status, said.code());
  }

  /**
   * Google speaks of a quota where a limit of the minute is reached, too, but tells how long to
   * wait for it.
   */
  private ErrorKind kind(int status, Said said, String message) {
    if (monthUsedUp) {
      return ErrorKind.QUOTA;
    }
    ErrorKind kind = ErrorKinds.of(status, said.words(message));
    boolean passing = kind == ErrorKind.QUOTA && said.retry.delay() != null;
    return passing ? ErrorKind.RATE_LIMITED : kind;
  }

  /** An error of this response. */
  public ProviderError error(ErrorKind kind, String message, int status, @Nullable String code) {
    String safe = key == null ? message : message.replace(key.reveal(), "***");
    return ProviderError.of(kind, safe)
        .withStatus(status)
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

  private Said parse(byte[] buffer, int offset, int length) {
    Said said = new Said();
    JsonReader json = new JsonReader().over(buffer, offset, length);
    try {
      said.read(json);
    } catch (JsonException cutOrNotJson) {
      // What was read so far is all that there is to tell.
    }
    retryAfter = retryAfter == null ? said.retry.delay() : retryAfter;
    retryAfter = retryAfter == null ? RetryAfter.untilReset(said.reset, time) : retryAfter;
    return said;
  }

  /** The words of an error, wherever they stood. */
  private static final class Said {
    private final RetryInfo retry = new RetryInfo();
    private @Nullable String message;
    private @Nullable String code;
    private @Nullable String type;

    /** When a limit is whole again, in headers that stand in the body: OpenRouter's. */
    private @Nullable String reset;

    private int status;

    /** The text that kinds are told from. */
    String words(String text) {
      return code + " " + type + " " + text;
    }

    @Nullable String code() {
      return code == null ? type : code;
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
        case '"' -> message = first(message, json.string());
        default -> json.skip();
      }
    }

    private void object(JsonReader json) {
      boolean first = message == null;
      String place = null;
      String failed = null;
      json.beginObject();
      while (json.nextMember()) {
        switch (json.name()) {
          case "error", "detail", "errors" -> read(json);
          case "details" -> retry.read(json);
          case "innererror", "metadata" -> {
            Said inner = new Said();
            inner.read(json);
            message = joined(message, inner.message);
            type = first(type, inner.code);
            reset = first(reset, inner.reset);
          }
          case "headers" -> headers(json);
          case "loc" -> place = place(json);
          case "failed_generation" -> failed = json.anyText();
          case "message", "msg", "raw", "Message" -> message = first(message, json.anyText());
          case "code" -> code(json.anyText());
          case "status_code" -> status(json.anyText());
          case "type", "error_type" -> type = first(type, json.anyText());
          default -> json.skip();
        }
      }
      if (first && message != null) {
        message = place == null ? message : place + ": " + message;
      }
      message = joined(message, failed);
    }

    /** Where in the request something is wrong, as FastAPI tells it. */
    private static @Nullable String place(JsonReader json) {
      if (json.peek() != '[') {
        return json.anyText();
      }
      StringBuilder path = new StringBuilder();
      json.beginArray();
      while (json.nextElement()) {
        path.append(path.isEmpty() ? "" : ".").append(json.anyText());
      }
      return path.toString();
    }

    private void headers(JsonReader json) {
      if (json.peek() != '{') {
        json.skip();
        return;
      }
      json.beginObject();
      while (json.nextMember()) {
        if (json.name().equalsIgnoreCase("x-ratelimit-reset")) {
          reset = json.anyText();
        } else {
          json.skip();
        }
      }
    }

    private void code(@Nullable String text) {
      status(text);
      code = first(code, text);
    }

    private void status(@Nullable String text) {
      if (text != null && text.matches("[45]\\d\\d")) {
        status = Integer.parseInt(text);
      }
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
      return one == null || one.isEmpty() ? other : one;
    }

    private static @Nullable String joined(@Nullable String one, @Nullable String other) {
      return one == null || other == null ? first(one, other) : one + ": " + other;
    }
  }
}
