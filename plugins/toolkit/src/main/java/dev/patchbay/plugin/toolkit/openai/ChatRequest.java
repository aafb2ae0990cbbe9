package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.RawBody;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a chat completions request. A call whose caller speaks this dialect is sent on in the
 * caller's own bytes ({@link ChatSplice}), so that nothing is lost; any other is built anew.
 *
 * <p>Built anew, the caller's own members (those of {@link ChatCall#options}, then those of its
 * {@link Origin}) win over what the call says otherwise, save {@code model} and {@code stream}:
 * these two the router has decided, so they are reported as dropped. In both, {@code
 * stream_options} is the caller's with {@code include_usage} set, since without it a stream can't
 * be accounted.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
public record ChatRequest(List<ByteBuffer> body, List<String> dropped) {
  static final String STREAM_OPTIONS = "stream_options";

  /**
   * Translates a call.
   *
   * @throws ProviderException if the call can't be said at all
   */
  public static ChatRequest of(ChatCall call, Dialect dialect) {
    RawBody caller = RequestBody.callersOwn(call.origin(), Origin.OPENAI_CHAT, call.options());
    return caller == null
        ? new ChatWriter(call, dialect).write()
        : new ChatSplice(call, caller, dialect).write();
  }

  /**
   * Writes the members that make an answer a stream.
   *
   * @param options the caller's own {@code stream_options}, if any
   */
  static void stream(JsonWriter json, Quirks quirks, @Nullable String options) {
    json.name("stream").bool(true);
    if (!quirks.streamOptions) {
      return;
    }
    json.name(STREAM_OPTIONS).beginObject().name("include_usage").bool(true);
    if (options != null && options.startsWith("{")) {
      String members = options.substring(1, options.length() - 1);
      json.members(members, name -> !name.equals("include_usage"));
    }
    json.endObject();
  }

  /** Refuses what no version of this dialect can say. */
  static ProviderException unsupported(String path, String what) {
    return new ProviderException(
        ErrorKind.UNSUPPORTED, path + ": " + what + " can't be said in chat completions");
  }
}
