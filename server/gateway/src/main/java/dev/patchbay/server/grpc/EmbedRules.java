package dev.patchbay.server.grpc;

import dev.patchbay.v1.EmbedInput;
import dev.patchbay.v1.EmbedRequest;
import dev.patchbay.v1.EmbedRequest.Encoding;
import dev.patchbay.v1.TokenIds;
import java.util.List;

/** The bounds of a request for embeddings; not of its route and options. */
final class EmbedRules {
  private EmbedRules() {}

  static void check(Violations at, EmbedRequest request) {
    Bounds.required(at, "model", request.getModel());
    Bounds.atMost(at, "model", request.getModel(), 256);
    inputs(at, request.getInputsList());
    if (request.hasDimensions()) {
      Bounds.wholeRange(at, "dimensions", request.getDimensions(), 1, 65_536);
    }
    int encoding = request.getEncodingValue();
    Bounds.known(at, "encoding", encoding, Encoding.forNumber(encoding) != null);
    Bounds.atMost(at, "purpose", request.getPurpose(), 64);
  }

  private static void inputs(Violations at, List<EmbedInput> inputs) {
    Bounds.entriesAtLeastOne(at, "inputs", inputs.size());
    Bounds.entriesAtMost(at, "inputs", inputs.size(), 2048);
    for (int i = 0; i < inputs.size(); i++) {
      at.enter("inputs", i);
      input(at, inputs.get(i));
      at.leave();
    }
  }

  private static void input(Violations at, EmbedInput input) {
    switch (input.getKindCase()) {
      case TEXT -> {
        if (input.getText().isEmpty()) {
          at.invalid("text", "is empty; allowed: at least 1 character");
        }
      }
      case TOKEN_IDS -> {
        at.enter("token_ids");
        tokens(at, input.getTokenIds());
        at.leave();
      }
      case KIND_NOT_SET -> Bounds.requiredOneOf(at, "kind", false, "text, token_ids");
    }
  }

  private static void tokens(Violations at, TokenIds tokens) {
    Bounds.entriesAtLeastOne(at, "values", tokens.getValuesCount());
    for (int i = 0; i < tokens.getValuesCount(); i++) {
      // What is above the bound is negative in Java.
      if (tokens.getValues(i) < 0) {
        at.invalid(
            "values[" + i + ']',
            "is " + Integer.toUnsignedString(tokens.getValues(i)) + "; allowed: 0 to 2147483647");
      }
    }
  }
}
