package dev.patchbay.server.http.openai;

import dev.patchbay.server.http.OwnMembers;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.relay.RerankRequest;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.RawBody;
import dev.patchbay.spi.RerankCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request for a ranking, as Cohere and Jina have it, into the relay's terms. */
final class RerankReading {
  private static final int MOST_DOCUMENTS = 10_000;

  private final Body body;
  private final OwnMembers own = new OwnMembers();
  private final List<String> documents = new ArrayList<>();
  private @Nullable String model;
  private @Nullable String query;
  private @Nullable Integer topN;
  private @Nullable String user;
  private boolean returned;

  private RerankReading(Body body) {
    this.body = body;
  }

  /**
   * A request that was read.
   *
   * @param returned whether the caller wants the documents back
   */
  record Rerank(RerankRequest request, boolean returned) {}

  /**
   * Reads a request.
   *
   * @throws dev.patchbay.server.fault.FaultException if it can't be
   */
  static Rerank read(byte[] bytes, Terms.Builder terms) {
    return Body.read(bytes, body -> new RerankReading(body).rerank(terms));
  }

  private Rerank rerank(Terms.Builder terms) {
    RawBody raw = body.members();
    Extra extra = body.read(raw, this::member);
    if (model == null || model.isEmpty()) {
      throw Body.refused("model", "must name a model; GET /v1/models lists them");
    }
    if (query == null || query.isEmpty()) {
      throw Body.refused("query", "must not be empty");
    }
    if (documents.isEmpty() || documents.size() > MOST_DOCUMENTS) {
      throw Body.refused("documents", "must be 1 to " + MOST_DOCUMENTS + " texts");
    }
    own.intoForVectors(terms);
    RerankCall call =
        RerankCall.builder(model, query, documents)
            .topN(topN)
            .endUser(user)
            .origin(Origin.of(Origin.RERANK, extra))
            .build();
    return new Rerank(new RerankRequest(call, terms.build()), returned);
  }

  private boolean member(String name) {
    switch (name) {
      case "model" -> model = body.string(name);
      case "query" -> query = body.string(name);
      case "documents" -> body.list(name, (at, i) -> document(at));
      case "top_n" -> topN = body.integer(name, 1, Integer.MAX_VALUE);
      case "return_documents" -> returned = Boolean.TRUE.equals(body.bool(name));
      case "user" -> user = body.string(name);
      default -> {
        return own.read(body, name);
      }
    }
    return true;
  }

  /** A text, or an object with one. */
  private void document(String path) {
    int before = documents.size();
    if (body.is('{')) {
      body.object(
          path,
          member -> {
            if (!member.equals("text")) {
              throw Body.refused(path + "." + member, "is not supported; a document has a text");
            }
            add(path + ".text");
          });
    } else {
      add(path);
    }
    if (documents.size() == before) {
      throw Body.refused(path, "must be a text, or an object with a text");
    }
  }

  private void add(String path) {
    String text = body.string(path);
    if (text == null || text.isEmpty()) {
      throw Body.refused(path, "must not be empty");
    }
    documents.add(text);
  }
}
