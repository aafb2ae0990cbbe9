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
import org.jspecify.annotations.Nullable;

/**
 * The body of an embeddings request. A call whose caller speaks this dialect is sent on in the
 * caller's own bytes; any other is built anew and asks for vectors in base64, which are a third as
 * long and read without loss.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 * @param callersOwn whether these are the caller's own bytes and the service's answer is in the
 *     form that the caller asked for
 */
public record EmbedRequest(List<ByteBuffer> body, List<String> dropped, boolean callersOwn) {
  private static final Set<String> ROUTED = Set.of("model", "input");
  private static final String ENCODING = "encoding_format";

  /**
   * Translates a call.
   *
   * @throws ProviderException if the call can't be said at all
   */
  public static EmbedRequest of(EmbedCall call, Dialect dialect) {
    return of(call, dialect, EmbedForm.OPENAI);
  }

  /**
   * Translates a call for a host with embeddings of a form of its own.
   *
   * @throws ProviderException if the call can't be said at all
   */
  public static EmbedRequest of(EmbedCall call, Dialect dialect, EmbedForm form) {
    RequestBody body = new RequestBody();
    RawBody caller =
        RequestBody.callersOwn(call.origin(), Origin.OPENAI_EMBEDDINGS, call.options());
    boolean callersForm = caller != null;
    body.json.beginObject().name("model").string(call.model());
    if (caller == null) {
      anew(call, body, form);
    } else {
      callersForm = splice(caller, body, form);
    }
    body.json.endObject();
    body.dropIf(call.purpose() != null, "purpose");
    // OpenAI itself never cuts an input; of other hosts nobody knows.
    boolean kept = dialect.original() && Boolean.FALSE.equals(call.truncate());
    body.dropIf(call.truncate() != null && !kept, "truncate");
    return new EmbedRequest(body.body(), body.dropped(), callersForm);
  }

  /** False if the answer's form is not what the caller asked for. */
  private static boolean splice(RawBody caller, RequestBody body, EmbedForm form) {
    Splice splice = new Splice(body.json, caller);
    boolean callersForm = true;
    for (RawBody.Member member : caller.members()) {
      String name = member.name();
      if (name.equals("model") || Splice.OURS.contains(name)) {
        splice.cut();
      } else if (form.lacking().contains(name)) {
        splice.cut();
        if (name.equals(ENCODING)) {
          callersForm = false;
        } else {
          body.dropIf(!splice.isNull(member), path(name));
        }
      } else if (form.name(name).equals(name)) {
        splice.keep(member);
      } else {
        splice.rename(member, form.name(name));
      }
    }
    splice.cut();
    return callersForm;
  }

  /** Where it stands in the call. */
  private static String path(String member) {
    return member.equals("user") ? "end_user" : member;
  }

  private static void anew(EmbedCall call, RequestBody body, EmbedForm form) {
    OwnMembers own = new OwnMembers(body, ROUTED, "");
    own.copy(call.options(), call.origin(), Origin.OPENAI_EMBEDDINGS);
    inputs(call.inputs(), body.json.name("input").beginArray(), form.tokens());
    body.json.endArray();
    if (own.lack(ENCODING) && !form.lacking().contains(ENCODING)) {
      body.text(ENCODING, "base64");
    }
    if (free("dimensions", call.dimensions(), own, body, form)) {
      body.number(form.name("dimensions"), call.dimensions());
    }
    if (free("user", call.endUser(), own, body, form)) {
      body.text(form.name("user"), call.endUser());
    }
  }

  /** Whether a value is to be written, neither by the caller itself nor in vain. */
  private static boolean free(
      String name, @Nullable Object value, OwnMembers own, RequestBody body, EmbedForm form) {
    boolean lacking = form.lacking().contains(name);
    body.dropIf(value != null && lacking, path(name));
    return !lacking && own.lack(form.name(name));
  }

  private static void inputs(List<EmbedInput> inputs, JsonWriter json, boolean tokensToo) {
    boolean texts = inputs.get(0) instanceof EmbedInput.Text || !tokensToo;
    for (EmbedInput input : inputs) {
      if (texts && input instanceof EmbedInput.Text text) {
        json.string(text.text());
      } else if (!texts && input instanceof EmbedInput.Tokens tokens) {
        json.beginArray();
        tokens.ids().forEach(id -> json.number(id.longValue()));
        json.endArray();
      } else {
        throw new ProviderException(
            ErrorKind.UNSUPPORTED,
            "inputs: they must be all texts" + (tokensToo ? " or all tokens" : "") + " here");
      }
    }
  }
}
