package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.body.Splice;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.RawBody;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * The body of an embeddings request. A call whose caller speaks this dialect is sent on in the
 * caller's own bytes; any other is built anew and asks for vectors in base64, which are a third as
 * long and read without loss.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 * @param callersOwn whether these are the caller's own bytes, so that the service's answer is in
 *     the form that the caller asked for
 */
public record EmbedRequest(List<ByteBuffer> body, List<String> dropped, boolean callersOwn) {
  private static final Set<String> ROUTED = Set.of("model", "input");

  /**
   * Translates a call.
   *
   * @throws ProviderException if the call can't be said at all
   */
  public static EmbedRequest of(EmbedCall call, Dialect dialect) {
    RequestBody body = new RequestBody();
    RawBody caller =
        RequestBody.callersOwn(call.origin(), Origin.OPENAI_EMBEDDINGS, call.options());
    body.json.beginObject().name("model").string(call.model());
    if (caller == null) {
      anew(call, body);
    } else {
      splice(caller, body.json);
    }
    body.json.endObject();
    body.dropIf(call.purpose() != null, "purpose");
    // OpenAI itself never cuts an input; of other hosts nobody knows.
    boolean kept = dialect.original() && Boolean.FALSE.equals(call.truncate());
    body.dropIf(call.truncate() != null && !kept, "truncate");
    return new EmbedRequest(body.body(), body.dropped(), caller != null);
  }

  private static void splice(RawBody caller, JsonWriter json) {
    Splice splice = new Splice(json, caller);
    for (RawBody.Member member : caller.members()) {
      boolean kept = !member.name().equals("model") && !Splice.OURS.contains(member.name());
      splice.keepIf(kept, member);
    }
    splice.cut();
  }

  private static void anew(EmbedCall call, RequestBody body) {
    OwnMembers own = new OwnMembers(body, ROUTED, "");
    own.copy(call.options(), call.origin(), Origin.OPENAI_EMBEDDINGS);
    inputs(call.inputs(), body.json.name("input").beginArray());
    body.json.endArray();
    if (own.lack("encoding_format")) {
      body.text("encoding_format", "base64");
    }
    if (own.lack("dimensions")) {
      body.number("dimensions", call.dimensions());
    }
    if (own.lack("user")) {
      body.text("user", call.endUser());
    }
  }

  private static void inputs(List<EmbedInput> inputs, JsonWriter json) {
    boolean texts = inputs.get(0) instanceof EmbedInput.Text;
    for (EmbedInput input : inputs) {
      if (texts && input instanceof EmbedInput.Text text) {
        json.string(text.text());
      } else if (!texts && input instanceof EmbedInput.Tokens tokens) {
        json.beginArray();
        tokens.ids().forEach(id -> json.number(id.longValue()));
        json.endArray();
      } else {
        throw new ProviderException(
            ErrorKind.UNSUPPORTED, "inputs: they must be all texts or all tokens here");
      }
    }
  }
}
