package dev.patchbay.plugin.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ErrorWords;
import dev.patchbay.plugin.toolkit.http.HttpErrors;
import dev.patchbay.plugin.toolkit.openai.ErrorKinds;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Secret;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the service says has gone wrong: {@code {"code","message"}}, where the message of
 * models of other makers is their own error written as JSON once more. One for each response.
 */
final class OciErrors extends HttpErrors<OciErrors.Said> {
  /**
   * @param key is never let through into a message, should the service quote it
   */
  OciErrors(InstantSource time, @Nullable Secret key) {
    super(time, key, List.of("opc-request-id"));
  }

  /** The service broke an answer off, in its own words. */
  ProviderError broken(String code, @Nullable String explanation) {
    String message = explanation == null ? "the service broke the answer off" : explanation;
    return error(kind(0, code + " " + message), message, 0, code);
  }

  @Override
  protected Said words() {
    return new Said();
  }

  @Override
  protected ErrorKind kind(int code, Said words, String message) {
    return kind(code, words.code + " " + words.inner + " " + message);
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

  /** The words of the service, and those of the model's maker inside them. */
  static final class Said extends ErrorWords {
    private @Nullable String code;
    private @Nullable String inner;

    /** The inner code says more, where there is one. */
    @Override
    protected @Nullable String code() {
      return inner == null ? code : inner;
    }

    @Override
    protected void member(String name, JsonReader json) {
      switch (name) {
        case "error" -> read(json);
        case "message", "detail", "errorMessage" -> message(json.anyText());
        case "code" -> {
          String text = json.anyText();
          status(text);
          code = first(code, text);
        }
        case "status" -> status(json.anyText());
        case "type" -> inner = first(inner, json.anyText());
        default -> json.skip();
      }
    }

    private void message(@Nullable String text) {
      if (text == null || !text.stripLeading().startsWith("{")) {
        message = first(message, text);
        return;
      }
      byte[] bytes = text.getBytes(UTF_8);
      Said within = new Said();
      within.read(bytes, 0, bytes.length);
      message = first(message, within.message == null ? text : within.message);
      inner = first(inner, first(within.code, within.inner));
      status = status == 0 ? within.status : status;
    }
  }
}
