package dev.patchbay.plugin.bedrock.aws;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ErrorWords;
import dev.patchbay.plugin.toolkit.http.HttpErrors;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one of Amazon's services says has gone wrong: the type in the header {@code
 * x-amzn-errortype} or in the body, the message in the body; or an exception in an event stream.
 * One for each response.
 */
public final class ServiceErrors extends HttpErrors<ServiceErrors.Said> {
  private @Nullable String type;

  /**
   * @param key is never let through into a message, should the service quote it
   */
  public ServiceErrors(InstantSource time, @Nullable Secret key) {
    super(time, key, List.of("x-amzn-requestid"));
  }

  @Override
  public void head(ResponseHead head) {
    super.head(head);
    type = plainType(head.header("x-amzn-errortype"));
  }

  @Override
  protected Said words() {
    return new Said(type);
  }

  @Override
  protected ErrorKind kind(int code, Said words, String message) {
    return ErrorKinds.of(code, words.code(), message);
  }

  /**
   * What an exception or error of an event stream means, whose payload is an object with the
   * message.
   *
   * @param failure the type as the stream has it: {@code throttlingException}
   */
  public ProviderError ofFrame(
      String failure, @Nullable String message, byte[] buffer, int offset, int length) {
    String code =
        failure.isEmpty() ? "" : Character.toUpperCase(failure.charAt(0)) + failure.substring(1);
    Said said = new Said(code);
    said.read(buffer, offset, length);
    String text = said.told(message);
    return error(kind(said.status(), said, text), text, said.status(), code);
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
  protected static final class Said extends ErrorWords {
    private final @Nullable String known;
    private @Nullable String type;

    /**
     * @param known the type that was told elsewhere, which counts
     */
    Said(@Nullable String known) {
      this.known = known;
    }

    @Override
    protected @Nullable String code() {
      return known == null ? type : known;
    }

    int status() {
      return status;
    }

    String told(@Nullable String elsewhere) {
      String text = elsewhere == null ? message : elsewhere;
      return text == null ? nothing() : text;
    }

    @Override
    protected void member(String name, JsonReader json) {
      switch (name) {
        case "message", "Message" -> message = json.anyText();
        case "originalMessage" -> message = first(message, json.anyText());
        case "originalStatusCode" -> status(json.anyText());
        case "__type", "code", "type" -> type = plainType(json.anyText());
        case "error" -> read(json);
        default -> json.skip();
      }
    }
  }
}
