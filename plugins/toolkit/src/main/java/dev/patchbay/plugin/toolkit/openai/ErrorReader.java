package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ErrorWords;
import dev.patchbay.plugin.toolkit.http.HttpErrors;
import dev.patchbay.plugin.toolkit.http.RetryAfter;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a host says has gone wrong: an object, a string or a list under {@code error}, {@code
 * detail}, {@code message} and so on, as an error's body, as a body under a 200 or as one event of
 * a stream. One for each response.
 */
public final class ErrorReader extends HttpErrors<ErrorReader.Said> {
  private static final List<String> REQUEST_IDS =
      List.of(
          "x-request-id",
          "apim-request-id",
          "request-id",
          "x-amzn-requestid",
          "mistral-correlation-id",
          "opc-request-id",
          "x-generation-id");

  private final InstantSource time;

  /** Mistral's quota of the month, which waiting does not bring back. */
  private boolean monthUsedUp;

  /**
   * @param key is never let through into a message, should the host quote it
   */
  public ErrorReader(InstantSource time, @Nullable Secret key) {
    super(time, key, REQUEST_IDS);
    this.time = time;
  }

  @Override
  public void head(ResponseHead head) {
    super.head(head);
    monthUsedUp =
        head.status() == 429 && "0".equals(head.header("x-ratelimit-remaining-tokens-month"));
  }

  @Override
  protected Said words() {
    return new Said();
  }

  /**
   * Google speaks of a quota where a limit of the minute is reached, too, but tells how long to
   * wait for it.
   */
  @Override
  protected ErrorKind kind(int status, Said said, String message) {
    waitFor(RetryAfter.untilReset(said.reset, time));
    if (monthUsedUp) {
      return ErrorKind.QUOTA;
    }
    ErrorKind kind = ErrorKinds.of(status, said.code + " " + said.type + " " + message);
    return kind == ErrorKind.QUOTA && said.passes() ? ErrorKind.RATE_LIMITED : kind;
  }

  /** The words of an error. */
  protected static final class Said extends ErrorWords {
    private @Nullable String code;
    private @Nullable String type;

    /** When a limit is whole again, in headers that stand in the body: OpenRouter's. */
    private @Nullable String reset;

    // Of the object being read.
    private @Nullable String place;
    private @Nullable String failed;

    boolean passes() {
      return retry.delay() != null;
    }

    @Override
    protected @Nullable String code() {
      return code == null ? type : code;
    }

    @Override
    protected void object(JsonReader json) {
      boolean first = message == null;
      String outerPlace = place;
      String outerFailed = failed;
      place = null;
      failed = null;
      super.object(json);
      if (first && message != null) {
        message = place == null ? message : place + ": " + message;
      }
      message = joined(message, failed);
      place = outerPlace;
      failed = outerFailed;
    }

    @Override
    protected void member(String name, JsonReader json) {
      switch (name) {
        case "error", "detail", "errors" -> read(json);
        case "details" -> retry.read(json);
        case "innererror", "metadata" -> inner(json);
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

    private void inner(JsonReader json) {
      Said inner = new Said();
      inner.read(json);
      message = joined(message, inner.message);
      type = first(type, inner.code);
      reset = first(reset, inner.reset);
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

    private static @Nullable String joined(@Nullable String one, @Nullable String other) {
      return one == null || other == null ? first(one, other) : one + ": " + other;
    }
  }
}
