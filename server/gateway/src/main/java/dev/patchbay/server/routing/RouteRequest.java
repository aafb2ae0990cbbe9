package dev.patchbay.server.routing;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.access.Requirements;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.RerankCall;
import dev.patchbay.spi.ResponseFormat;
import java.util.HashSet;
import java.util.Set;

/**
 * What the plan for a call depends on, beside the catalog.
 *
 * @param model the name asked for
 * @param onlyProviders empty: all
 * @param needs features that a target must have, if it is known what it has
 * @param regions in one of which a target must be, as the call itself asks; empty: any or none
 * @param principal who calls; its own rules hold besides
 */
public record RouteRequest(
    String model,
    Set<String> onlyProviders,
    Set<String> excludedProviders,
    Set<String> needs,
    Set<String> regions,
    Principal principal) {
  private static final Set<String> EMBEDDING = Set.of(Capabilities.EMBEDDINGS);
  private static final Set<String> RANKING = Set.of(Capabilities.RERANK);

  /** The caller's rules and the call's own together. */
  Requirements requirements() {
    return principal.requirements().inRegions(regions);
  }

  /** What a call can't do without. */
  public static Set<String> needsOf(ChatCall call) {
    boolean tools = !call.tools().isEmpty();
    boolean schema = call.format() instanceof ResponseFormat.JsonSchema;
    boolean images =
        call.messages().stream().anyMatch(m -> m.parts().stream().anyMatch(RouteRequest::isImage));
    if (!tools && !schema && !images) {
      return Set.of();
    }
    var needs = new HashSet<String>();
    if (tools) {
      needs.add(Capabilities.TOOLS);
    }
    if (schema) {
      needs.add(Capabilities.JSON_SCHEMA);
    }
    if (images) {
      needs.add(Capabilities.IMAGE_INPUT);
    }
    return Set.copyOf(needs);
  }

  /** What such a call can't do without. */
  public static Set<String> needsOf(EmbedCall call) {
    return EMBEDDING;
  }

  /** What such a call can't do without. */
  public static Set<String> needsOf(RerankCall call) {
    return RANKING;
  }

  private static boolean isImage(Part part) {
    return part instanceof Part.Media media && media.mimeType().startsWith("image/");
  }
}
