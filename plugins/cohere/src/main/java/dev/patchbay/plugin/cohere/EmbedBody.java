package dev.patchbay.plugin.cohere;

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
 * The body of an embeddings request, as Cohere's reference "Embed API (v2)" has it.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
record EmbedBody(List<ByteBuffer> body, List<String> dropped) {
  private static final Set<String> ROUTED = Set.of("model", "texts", "images", "inputs");

  /**
   * @param inputType what vectors are for, if the call does not tell
   */
  static EmbedBody of(EmbedCall call, String inputType) {
    RequestBody body = new RequestBody();
    JsonWriter json = body.json;
    json.beginObject().name("model").string(call.model());
    OwnMembers own = new OwnMembers(body, ROUTED, "");
    own.copy(call.options(), call.origin(), "cohere.embed");
    json.name("texts").beginArray();
    call.inputs().forEach(input -> json.string(text(input)));
    json.endArray();
    if (own.lack("input_type")) {
      json.name("input_type").string(type(call.purpose(), inputType, body));
    }
    if (own.lack("embedding_types")) {
      json.name("embedding_types").beginArray().string("float").endArray();
    }
    if (own.lack("output_dimension")) {
      body.number("output_dimension", call.dimensions());
    }
    Boolean truncate = call.truncate();
    if (truncate != null && own.lack("truncate")) {
      json.name("truncate").string(truncate ? "END" : "NONE");
    }
    body.dropIf(call.endUser() != null, "end_user");
    json.endObject();
    return new EmbedBody(body.body(), body.dropped());
  }

  private static String text(EmbedInput input) {
    if (input instanceof EmbedInput.Text text) {
      return text.text();
    }
    throw new ProviderException(ErrorKind.UNSUPPORTED, "inputs: Cohere takes texts only");
  }

  private static String type(@Nullable String purpose, String otherwise, RequestBody body) {
    return switch (purpose) {
      case "query" -> "search_query";
      case "document" -> "search_document";
      case "classification", "clustering" -> purpose;
      case null -> otherwise;
      default -> {
        body.drop("purpose");
        yield otherwise;
      }
    };
  }
}
