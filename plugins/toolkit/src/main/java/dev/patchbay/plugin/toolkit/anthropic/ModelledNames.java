package dev.patchbay.plugin.toolkit.anthropic;

import java.util.Set;

/**
 * The members of a messages request that the neutral call has components for, level by level. A
 * door of this dialect must carry all others as extras; what an extra repeats of them below the top
 * level is reported as dropped.
 */
public final class ModelledNames {
  public static final Set<String> REQUEST =
      Set.of(
          "model",
          "max_tokens",
          "messages",
          "system",
          "stream",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "temperature",
          "top_p",
          "top_k",
          "stop_sequences",
          "metadata",
          "service_tier");

  public static final Set<String> MESSAGE = Set.of("role", "content");

  /** Of a content block; {@code cache_control} and {@code title} only where they are written. */
  public static final Set<String> BLOCK =
      Set.of(
          "type",
          "text",
          "source",
          "id",
          "name",
          "input",
          "tool_use_id",
          "content",
          "is_error",
          "thinking",
          "signature",
          "data");

  public static final Set<String> TOOL =
      Set.of("type", "name", "description", "input_schema", "strict");

  private ModelledNames() {}
}
