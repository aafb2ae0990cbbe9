package dev.patchbay.plugin.oci;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COHERE: the Command models. By Oracle's API reference, "CohereChatRequest". */
final class CohereBody extends ChatBody {
  CohereBody(ChatCall call) {
    super(call);
  }

  @Override
  void members() {
    if (free("message")) {
      new CohereHistory(body).write(call.messages());
    }
    Sampling sampling = call.sampling();
    whole("maxTokens", sampling.maxOutput());
    choosing(sampling);
    texts("stopSequences", sampling.stop());
    lacking(sampling);
    body.dropIf(sampling.topLogprobs() != null, "sampling.top_logprobs");
    tools(call.tools(), call.toolChoice());
    format(call.format());
    thinking(call.thinking());
    body.dropIf(call.output().verbosity() != null, "output.verbosity");
    body.dropIf(call.serviceTier() != null, "service_tier");
    lacking(call.output());
  }

  private void tools(List<Tool> tools, @Nullable ToolChoice choice) {
    boolean none = choice != null && ToolChoice.NONE.equals(choice.mode());
    List<String> shown = choice == null ? List.of() : choice.allowed();
    if (!tools.isEmpty() && !none && free("tools")) {
      new CohereTools(body).write(tools, shown);
    }
    if (choice == null) {
      return;
    }
    switch (choice.mode()) {
      case ToolChoice.AUTO, ToolChoice.NONE -> {}
      case null -> {}
      case ToolChoice.REQUIRED ->
          throw Media.unsupported("tool_choice", "that a tool must be called");
      default -> body.drop("tool_choice.mode");
    }
    body.dropIf(Boolean.FALSE.equals(choice.parallel()), "tool_choice.parallel");
  }

  private void format(@Nullable ResponseFormat format) {
    if (format == null || !free("responseFormat")) {
      return;
    }
    cohereFormat(format);
  }

  private void thinking(@Nullable Thinking thinking) {
    if (thinking == null) {
      return;
    }
    body.dropIf(thinking.effort() != null, "thinking.effort");
    body.dropIf(thinking.budgetTokens() != null, "thinking.budget_tokens");
    body.dropIf(Boolean.TRUE.equals(thinking.include()), "thinking.include");
  }
}
