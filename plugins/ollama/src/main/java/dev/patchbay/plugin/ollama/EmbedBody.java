package dev.patchbay.plugin.ollama;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * The body of a request to {@code /api/embed}.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
record EmbedBody(List<ByteBuffer> body, List<String> dropped) {
  private static final Set<String> ROUTED = Set.of("model", "input");

  static EmbedBody of(EmbedCall call, Loading loading) {
    RequestBody body = new RequestBody();
    JsonWriter json = body.json;
    json.beginObject().name("model").string(call.model());
    OwnMembers own = new OwnMembers(body, ROUTED, "options");
    own.copy(call.options(), call.origin(), "ollama.embed");
    json.name("input").beginArray();
    call.inputs().forEach(input -> json.string(text(input)));
    json.endArray();
    if (own.lack("truncate")) {
      body.bool("truncate", call.truncate());
    }
    if (own.lack("dimensions")) {
      body.number("dimensions", call.dimensions());
    }
    if (own.lack("keep_alive")) {
      body.text("keep_alive", loading.keepAlive());
    }
    new OptionsWriter(body, own.held()).loading(loading).write();
    body.dropIf(call.purpose() != null, "purpose");
    body.dropIf(call.endUser() != null, "end_user");
    json.endObject();
    return new EmbedBody(body.body(), body.dropped());
  }

  private static String text(EmbedInput input) {
    if (input instanceof EmbedInput.Text text) {
      return text.text();
    }
    throw new ProviderException(ErrorKind.UNSUPPORTED, "inputs: Ollama takes texts only");
  }
}
