package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ErrorWords;
import dev.patchbay.plugin.toolkit.http.HttpErrors;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the service says has gone wrong: Anthropic's errors, as a body or as one event of a
 * stream, and those of Google's front before Claude. One for each response.
 */
public final class ErrorReader extends HttpErrors<ErrorReader.Said> {
  private final InstantSource time;
  private @Nullable String shouldRetry;

  /**
   * @param key is never let through into a message, should the service quote it
   */
  public ErrorReader(InstantSource time, @Nullable Secret key) {
    super(time, key, List.of("request-id", "x-request-id", "x-amzn-requestid"));
    this.time = time;
  }

  @Override
  public void head(ResponseHead head) {
    super.head(head);
    if (head.status() == 429 || head.status() == 529) {
      waitFor(RateLimits.reset(head, time));
    }
    shouldRetry = head.header("x-should-retry");
  }

  @Override
  protected Said words() {
    return new Said();
  }

  @Override
  protected ErrorKind kind(int code, Said said, String message) {
    if (code == 0 && said.isNone()) {
      return ErrorKind.BAD_RESPONSE;
    }
    String words = said.type + " " + said.detail + " " + message;
    ErrorKind told = ErrorKinds.of(code, said.type, words);
    ErrorKind kind = code == 0 ? told : ErrorKinds.asTold(told, shouldRetry);
    if (kind == ErrorKind.QUOTA) {
      waitNot();
    }
    return kind;
  }

  /** The words of an error. */
  protected static final class Said extends ErrorWords {
    private @Nullable String type;
    private @Nullable String detail;
    private boolean isError;

    /** Whether it speaks of no error at all. */
    boolean isNone() {
      return message == null && !isError;
    }

    @Override
    protected String nothing() {
      return isError ? super.nothing() : "neither a message nor an error";
    }

    @Override
    protected @Nullable String code() {
      return detail == null ? type : detail;
    }

    @Override
    protected void member(String name, JsonReader json) {
      switch (name) {
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
        case "status" -> type = first(type, json.anyText());
        case "details" -> details(json);
        case "request_id" -> requestId = json.anyText();
        default -> json.skip();
      }
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
