package dev.patchbay.server.grpc;

import io.grpc.Metadata;

/** What the headers of a response say of its answer. May change until they leave. */
final class ResponseHead {
  static final Metadata.Key<String> RESPONSE_ID =
      Metadata.Key.of("x-patchbay-response-id", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<String> REPLAYED =
      Metadata.Key.of("x-patchbay-replayed", Metadata.ASCII_STRING_MARSHALLER);

  private String responseId;
  private boolean replayed;

  ResponseHead(String responseId) {
    this.responseId = responseId;
  }

  /** The answer is not this call's own. */
  void answers(String otherResponseId) {
    responseId = otherResponseId;
  }

  /** The answer was made for another call with the same request. */
  void replays(String otherResponseId) {
    answers(otherResponseId);
    replayed = true;
  }

  void writeTo(Metadata headers) {
    headers.put(RESPONSE_ID, responseId);
    if (replayed) {
      headers.put(REPLAYED, "true");
    }
  }
}
