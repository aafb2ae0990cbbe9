package dev.patchbay.plugin.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ErrorSource;
import dev.patchbay.plugin.toolkit.http.RetryAfter;
import dev.patchbay.plugin.toolkit.openai.ErrorKinds;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the service says has gone wrong: {@code {"code","message"}}, where the message of
 * models of other makers is their own error written as JSON once more. One for each response.
 */
final class OciErrors implements ErrorSource {
  private static final int MAX_PLAIN = 512;

  private final InstantSource time;
  private final @Nullable Secret key;
  private int status;
  private @Nullable String requestId;
  private @Nullable Duration retryAfter;

  /**
   * @param key is never let through into a message, should the service quote it
   */
  OciErrors(InstantSource time, @Nullable Secret key) {
    this.time = time;
    this.key = key;
  }

  @Override
  public void head(ResponseHead head) {
    status = head.status();
    retryAfter = RetryAfter.of(head, time);
    requestId = head.header("opc-request-id");
  }

  /** The service's id of the request. */
  @Nullable String requestId() {
    return requestId;
  }

  /** What a response of status 300 and up means. */
  @Override
  public ProviderError ofStatus(byte[] body, int length) {
    if (status < 400) {
      String message = "HTTP " + status + " redirects, which is not followed: correct base-url";
      return error(ErrorKind.BAD_RESPONSE, message, status, null);
    }
    Said said = Said.parse(body, 0, length);
    String message = said.message == null ? plain(body, length) : said.message;
    return error(kind(status, said.words(message)), message, status, said.code());
  }

  /** What an object says that came under a 200. */
  ProviderError inBand(byte[] buffer, int offset, int length) {
    Said said = Said.parse(buffer, offset, length);
    String message = said.message == null ? "an error without a message" : said.message;
    return error(kind(said.status, said.words(message)), message, said.status, said.code());
  }

  /** The service broke an answer off, in its own words. */
  ProviderError broken(String code, @Nullable String explanation) {
    String message = explanation == null ? "the service broke the answer off" : explanation;
    return error(kind(0, code + " " + message), message, 0, code);
  }

  private ProviderError error(ErrorKind kind, String message, int status, @Nullable String code) {
    String safe = key == null ? message : message.replace(key.reveal(), "***");
    return ProviderError.of(kind, safe)
        .withStatus(status)
        .withCode(code)
        .withRequestId(requestId)
        .withRetryAfter(retryAfter);
  }

  /**
   * A 404 that may mean a lacking permission, too, is taken for an unknown model: another place
   * helps against both, and the endpoint's other models are none the worse.
   */
  private static ErrorKind kind(int status, String words) {
    String text = words.toLowerCase(Locale.ROOT);
    if (text.contains("inappropriate") && text.contains("content")) {
      return ErrorKind.PROMPT_BLOCKED;
    } else if (text.contains("limitexceeded") || text.contains("quotaexceeded")) {
      return ErrorKind.QUOTA;
    } else if (text.contains("too many tokens")) {
      return ErrorKind.CONTEXT_LENGTH;
    } else if (status == 0 && text.contains("toomanyrequests")) {
      return ErrorKind.RATE_LIMITED;
    }
    return ErrorKinds.of(status, words);
  }

  private String plain(byte[] body, int length) {
    String text = new String(body, 0, Math.min(length, 4 * MAX_PLAIN), UTF_8);
    String words = text.replaceAll("<[^>]*>|\\s+", " ").replaceAll(" +", " ").strip();
    String start = words.substring(0, Math.min(words.length(), MAX_PLAIN));
    return "HTTP " + status + (start.isEmpty() ? " without a message" : ": " + start);
  }

  /** The words of an error, wherever they stood. */
  private static final class Said {
    private @Nullable String message;
    private @Nullable String code;
    private @Nullable String inner;
    private int status;

    static Said parse(byte[] buffer, int offset, int length) {
      Said said = new Said();
      try {
        said.read(new JsonReader().over(buffer, offset, length));
      } catch (JsonException cutOrNotJson) {
        // What was read so far is all that there is to tell.
      }
      said.unwrap();
      return said;
    }

    /** The text that kinds are told from. */
    String words(String text) {
      return code + " " + inner + " " + text;
    }

    /** The inner code says more, where there is one. */
    @Nullable String code() {
      return inner == null ? code : inner;
    }

    private void read(JsonReader json) {
      if (json.peek() == '"') {
        message = first(message, json.string());
        return;
      }
      json.beginObject();
      while (json.nextMember()) {
        switch (json.name()) {
          case "error" -> nested(json);
          case "message", "detail", "errorMessage" -> message = first(message, json.anyText());
          case "code" -> code(json.anyText());
          case "status" -> status(json.anyText());
          case "type" -> inner = first(inner, json.anyText());
          default -> json.skip();
        }
      }
    }

    private void nested(JsonReader json) {
      if (json.peek() == '{' || json.peek() == '"') {
        read(json);
      } else {
        json.skip();
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

    /** The message is an error of the model's maker. */
    private void unwrap() {
      String outer = message;
      if (outer == null || !outer.stripLeading().startsWith("{")) {
        return;
      }
      byte[] text = outer.getBytes(UTF_8);
      Said within = parse(text, 0, text.length);
      if (within.message != null) {
        message = within.message;
        inner = first(within.code, within.inner);
        status = status == 0 ? within.status : status;
      }
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
      return one == null || one.isEmpty() ? other : one;
    }
  }
}
