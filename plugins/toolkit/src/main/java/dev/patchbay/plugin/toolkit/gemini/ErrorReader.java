package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ErrorWords;
import dev.patchbay.plugin.toolkit.http.HttpErrors;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Secret;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Google's errors: {@code {"error":{code,message,status,details}}}, alone or in a list, as an
 * error's body or as a chunk under a 200. One for each response.
 */
public final class ErrorReader extends HttpErrors<ErrorReader.Said> {
  /**
   * @param secret is never let through into a message, should the service quote it
   */
  public ErrorReader(InstantSource time, @Nullable Secret secret) {
    super(time, secret, List.of("x-request-id"));
  }

  /** Whether a body has the form of Google's errors: other makers' models have their own. */
  public static boolean isGoogles(byte[] body, int length) {
    Said said = new Said();
    said.read(body, 0, length);
    return said.word != null && said.isTold();
  }

  @Override
  protected Said words() {
    return new Said();
  }

  @Override
  protected ErrorKind kind(int code, Said said, String message) {
    return ErrorKinds.of(code, said.isDaily(), said.reason + " " + said.word + " " + message);
  }

  /** The words of one of Google's errors. */
  protected static final class Said extends ErrorWords {
    private @Nullable String word;
    private @Nullable String reason;

    boolean isTold() {
      return status != 0;
    }

    boolean isDaily() {
      return retry.isDaily();
    }

    @Override
    protected @Nullable String code() {
      return reason == null ? word : reason;
    }

    @Override
    protected void member(String name, JsonReader json) {
      switch (name) {
        case "error" -> read(json);
        case "message" -> message = first(message, json.anyText());
        case "status" -> word = json.anyText();
        case "code" -> status(json.anyText());
        case "reason" -> reason = json.anyText();
        case "requestId" -> requestId = json.anyText();
        case "details" -> details(json);
        default -> json.skip();
      }
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
