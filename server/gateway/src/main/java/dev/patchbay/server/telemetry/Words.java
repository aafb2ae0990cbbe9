package dev.patchbay.server.telemetry;

import dev.patchbay.server.relay.Request;
import dev.patchbay.server.relay.Terms;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What label values are called. */
final class Words {
  /** A model that is asked for and not configured: a caller's text is no label. */
  static final String UNKNOWN = "_unknown";

  /** No endpoint was asked. */
  static final String NONE = "_none";

  /** Any model and endpoint for which there was no room. */
  static final String OTHER = "_other";

  static final List<String> DOORS = of(Terms.Door.values());

  static final List<String> OPERATIONS =
      Arrays.stream(Request.Operation.values()).map(Words::operation).toList();

  /** Where OpenTelemetry has another name than our plugin. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "azure", "azure.ai.openai",
          "bedrock", "aws.bedrock",
          "gemini", "gcp.gemini",
          "mistral", "mistral_ai",
          "vertex", "gcp.vertex_ai",
          "xai", "x_ai");

  private Words() {}

  /** Their names in lower case, by ordinal. */
  static List<String> of(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static String operation(Request.Operation operation) {
    return switch (operation) {
      case CHAT -> "chat";
      case EMBED -> "embeddings";
      case RERANK -> "rerank";
    };
  }

  /**
   * The conventional name of a provider.
   *
   * @param plugin what its plugin calls it
   */
  static String provider(String plugin) {
    return PROVIDERS.getOrDefault(plugin, plugin);
  }
}
