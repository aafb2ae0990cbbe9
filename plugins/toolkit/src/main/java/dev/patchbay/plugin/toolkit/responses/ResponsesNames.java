package dev.patchbay.plugin.toolkit.responses;

import java.util.Set;

/**
 * The members of a Responses request that the neutral call has components for, level by level: what
 * an extra repeats of them below the top level is reported as dropped.
 */
public final class ResponsesNames {
  public static final Set<String> REQUEST =
      Set.of(
          "model",
          "input",
          "instructions",
          "stream",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "text",
          "reasoning",
          "include",
          "max_output_tokens",
          "temperature",
          "top_p",
          "top_logprobs",
          "user",
          "safety_identifier",
          "service_tier",
          "store");

  /** Of an item of any type that the neutral call has. */
  public static final Set<String> ITEM =
      Set.of(
          "type",
          "role",
          "content",
          "call_id",
          "name",
          "arguments",
          "output",
          "summary",
          "encrypted_content");

  public static final Set<String> PART =
      Set.of(
          "type",
          "text",
          "refusal",
          "image_url",
          "file_id",
          "detail",
          "filename",
          "file_data",
          "file_url");

  public static final Set<String> FUNCTION =
      Set.of("type", "name", "description", "parameters", "strict");

  /** Of the object under {@code text.format}. */
  public static final Set<String> FORMAT =
      Set.of("type", "name", "description", "schema", "strict");

  private ResponsesNames() {}
}
