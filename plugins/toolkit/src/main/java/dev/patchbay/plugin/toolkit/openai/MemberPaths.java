package dev.patchbay.plugin.toolkit.openai;

/** Where the members of a chat completions request stand in a neutral call. */
final class MemberPaths {
  private MemberPaths() {}

  static String of(String member) {
    return switch (member) {
      case "temperature",
          "top_p",
          "top_k",
          "min_p",
          "frequency_penalty",
          "presence_penalty",
          "repetition_penalty",
          "seed",
          "stop",
          "logit_bias",
          "top_logprobs" ->
          "sampling." + member;
      case "logprobs" -> "sampling.top_logprobs";
      case "max_tokens", "max_completion_tokens" -> "sampling.max_output";
      case "n" -> "sampling.choices";
      case "parallel_tool_calls" -> "tool_choice.parallel";
      case "reasoning_effort" -> "thinking.effort";
      case "verbosity", "modalities" -> "output." + member;
      case "audio" -> "output.voice";
      case "user", "safety_identifier" -> "end_user";
      case "response_format" -> "format";
      default -> member;
    };
  }
}
