package dev.patchbay.plugin.toolkit.openai;

import java.util.Set;

/**
 * The members of a chat completions request that the neutral call has components for, level by
 * level. A door of this dialect must carry all others as extras, and these never: what an extra
 * repeats of them below the top level is reported as dropped.
 */
public final class ModelledNames {
  public static final Set<String> REQUEST =
      Set.of(
          "model",
          "messages",
          "stream",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "response_format",
          "max_tokens",
          "max_completion_tokens",
          "temperature",
          "top_p",
          "top_k",
          "min_p",
          "frequency_penalty",
          "presence_penalty",
          "repetition_penalty",
          "seed",
          "stop",
          "n",
          "logit_bias",
          "logprobs",
          "top_logprobs",
          "reasoning_effort",
          "verbosity",
          "modalities",
          "audio",
          "user",
          "safety_identifier",
          "service_tier",
          "store");

  public static final Set<String> MESSAGE =
      Set.of("role", "content", "name", "refusal", "tool_calls", "tool_call_id");

  /** Of a content part, and of a call in {@code tool_calls}. */
  public static final Set<String> PART =
      Set.of("type", "text", "image_url", "input_audio", "file", "refusal", "id", "function");

  /** Of the object under {@code function} in {@code tools}. */
  public static final Set<String> FUNCTION = Set.of("name", "description", "parameters", "strict");

  /** Of the object under {@code json_schema} in {@code response_format}. */
  public static final Set<String> JSON_SCHEMA = Set.of("name", "description", "schema", "strict");

  private ModelledNames() {}
}
