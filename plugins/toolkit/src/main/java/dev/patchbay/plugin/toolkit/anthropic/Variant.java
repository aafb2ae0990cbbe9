package dev.patchbay.plugin.toolkit.anthropic;

import org.jspecify.annotations.Nullable;

/**
 * How one service's messages differ from another's.
 *
 * @param provider the provider's name: it mints the signatures, and is the first word of the types
 *     of opaque parts
 * @param namesModel whether the body has {@code model}; else the path has it
 * @param saysStream whether the body has {@code stream}; else the path tells
 * @param version the body's {@code anthropic_version}; null: a header tells it
 * @param systemTurns whether the newest models' system messages between turns are known: by
 *     Anthropic alone, says its page "Mid-conversation system messages"
 */
public record Variant(
    String provider,
    boolean namesModel,
    boolean saysStream,
    @Nullable String version,
    boolean systemTurns) {
  /** At Anthropic itself. */
  public static Variant anthropic(String provider) {
    return new Variant(provider, true, true, null, true);
  }

  /** Claude on Vertex AI. */
  public static Variant vertex(String provider) {
    return new Variant(provider, false, true, "vertex-2023-10-16", false);
  }

  /** Claude by Bedrock's InvokeModel. */
  public static Variant bedrock(String provider) {
    return new Variant(provider, false, false, "bedrock-2023-05-31", false);
  }
}
