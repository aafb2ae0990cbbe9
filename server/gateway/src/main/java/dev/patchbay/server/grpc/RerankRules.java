package dev.patchbay.server.grpc;

import dev.patchbay.v1.RerankRequest;

/** The bounds of a request for a ranking; not of its route and options. */
final class RerankRules {
  private static final int MOST_DOCUMENTS = 10_000;

  private RerankRules() {}

  static void check(Violations at, RerankRequest request) {
    Bounds.required(at, "model", request.getModel());
    Bounds.atMost(at, "model", request.getModel(), 256);
    Bounds.required(at, "query", request.getQuery());
    Bounds.entriesAtLeastOne(at, "documents", request.getDocumentsCount());
    Bounds.entriesAtMost(at, "documents", request.getDocumentsCount(), MOST_DOCUMENTS);
    Bounds.eachNotEmpty(at, "documents", request.getDocumentsList());
    if (request.hasTopN()) {
      Bounds.atLeast(at, "top_n", request.getTopN(), 1);
    }
  }
}
