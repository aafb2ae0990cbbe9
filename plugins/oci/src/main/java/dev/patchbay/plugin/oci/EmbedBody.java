package dev.patchbay.plugin.oci;

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
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to {@code /actions/embedText}: by Oracle's API reference,
 * "EmbedTextDetails". The caller's own members win over what the call says otherwise, save for what
 * the router has decided.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
record EmbedBody(List<ByteBuffer> body, List<String> dropped) {
  private static final String DIALECT = "oci.embed";
  private static final Set<String> ROUTED = Set.of("compartmentId", "servingMode", "inputs");

  /**
   * Translates a call.
   *
   * @throws ProviderException if the call can't be said at all
   */
  static EmbedBody of(EmbedCall call, Envelope envelope) {
    RequestBody body = new RequestBody();
    OwnMembers own = new OwnMembers(body, ROUTED, "");
    body.json.beginObject();
    envelope.write(body.json, call.model());
    own.copy(call.options(), call.origin(), DIALECT);
    inputs(call.inputs(), body.json);
    if (own.lack("outputDimensions")) {
      body.number("outputDimensions", call.dimensions());
    }
    String purpose = purpose(call.purpose());
    if (own.lack("inputType")) {
      body.text("inputType", purpose);
    }
    body.dropIf(call.purpose() != null && purpose == null, "purpose");
    Boolean truncate = call.truncate();
    if (truncate != null && own.lack("truncate")) {
      body.text("truncate", truncate ? "END" : "NONE");
    }
    body.dropIf(call.endUser() != null, "end_user");
    body.json.endObject();
    return new EmbedBody(body.body(), body.dropped());
  }

  private static void inputs(List<EmbedInput> inputs, JsonWriter json) {
    json.name("inputs").beginArray();
    for (EmbedInput input : inputs) {
      if (input instanceof EmbedInput.Text text) {
        json.string(text.text());
      } else {
        throw new ProviderException(ErrorKind.UNSUPPORTED, "inputs: only texts can be sent to oci");
      }
    }
    json.endArray();
  }

  private static @Nullable String purpose(@Nullable String purpose) {
    return switch (purpose) {
      case "query" -> "SEARCH_QUERY";
      case "document" -> "SEARCH_DOCUMENT";
      case "classification" -> "CLASSIFICATION";
      case "clustering" -> "CLUSTERING";
      case null, default -> null;
    };
  }
}
