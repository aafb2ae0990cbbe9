package dev.patchbay.plugin.cohere;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.RerankCall;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * The body of a request to rank documents, as Cohere's reference "Rerank API (v2)" has it.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
record RerankBody(List<ByteBuffer> body, List<String> dropped) {
  private static final Set<String> ROUTED = Set.of("model", "query", "documents");

  static RerankBody of(RerankCall call) {
    RequestBody body = new RequestBody();
    JsonWriter json = body.json;
    json.beginObject().name("model").string(call.model());
    OwnMembers own = new OwnMembers(body, ROUTED, "");
    own.copy(call.options(), call.origin(), "cohere.rerank");
    json.name("query").string(call.query());
    json.name("documents").beginArray();
    call.documents().forEach(json::string);
    json.endArray();
    if (own.lack("top_n")) {
      body.number("top_n", call.topN());
    }
    body.dropIf(call.endUser() != null, "end_user");
    json.endObject();
    return new RerankBody(body.body(), body.dropped());
  }
}
