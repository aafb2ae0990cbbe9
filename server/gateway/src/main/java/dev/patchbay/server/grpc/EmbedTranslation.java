package dev.patchbay.server.grpc;

import static dev.patchbay.server.grpc.CallTranslation.emptyToNull;

import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.v1.EmbedRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a request for embeddings into the neutral model. The request has passed {@link
 * RequestValidator}.
 */
final class EmbedTranslation {
  private EmbedTranslation() {}

  static EmbedCall translate(EmbedRequest request) {
    return EmbedCall.builder(request.getModel(), inputs(request.getInputsList()))
        .dimensions(request.hasDimensions() ? request.getDimensions() : null)
        .purpose(emptyToNull(request.getPurpose()))
        .truncate(request.hasTruncate() ? request.getTruncate() : null)
        .endUser(emptyToNull(request.getOptions().getEndUserId()))
        .build();
  }

  /** Paths of what is set and has no place in the neutral call. */
  static List<String> unsupported(EmbedRequest request) {
    return request.getOptions().getServiceTier().isEmpty()
        ? List.of()
        : List.of("options.service_tier");
  }

  private static List<EmbedInput> inputs(List<dev.patchbay.v1.EmbedInput> inputs) {
    var translated = new ArrayList<EmbedInput>(inputs.size());
    for (dev.patchbay.v1.EmbedInput input : inputs) {
      translated.add(
          switch (input.getKindCase()) {
            case TEXT -> new EmbedInput.Text(input.getText());
            case TOKEN_IDS -> new EmbedInput.Tokens(input.getTokenIds().getValuesList());
            case KIND_NOT_SET -> throw new IllegalArgumentException("an input without a kind");
          });
    }
    return translated;
  }
}
