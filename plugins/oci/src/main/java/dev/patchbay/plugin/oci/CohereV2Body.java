package dev.patchbay.plugin.oci;

import dev.patchbay.plugin.toolkit.body.NestedFunctions;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COHEREV2: Cohere's newest models. By Oracle's API reference, "CohereChatRequestV2". */
final class CohereV2Body extends ChatBody {
  CohereV2Body(ChatCall call) {
    super(call);
  }

  @Override
  void members() {
    if (free("messages")) {
      json.name("messages");
      new Turns(body, ApiFormat.COHEREV2, call.model()).write(Turn.of(call.messages()));
    }
    Sampling sampling = call.sampling();
    whole("maxTokens", sampling.maxOutput());
    choosing(sampling);
    texts("stopSequences", sampling.stop());
    lacking(sampling);
    logprobs(sampling.topLogprobs());
    tools(call.tools(), call.toolChoice());
    ResponseFormat format = call.format();
    if (format != null && free("responseFormat")) {
      cohereFormat(format);
    }
    thinking(call.thinking());
    body.dropIf(call.output().verbosity() != null, "output.verbosity");
    body.dropIf(call.serviceTier() != null, "service_tier");
    lacking(call.output());
  }

  /** Those of the chosen tokens alone. */
  private void logprobs(@Nullable Integer top) {
    if (top != null && free("isLogProbsEnabled")) {
      json.name("isLogProbsEnabled").bool(true);
      body.dropIf(top > 0, "sampling.top_logprobs");
    }
  }

  private void tools(List<Tool> tools, @Nullable ToolChoice choice) {
    if (!tools.isEmpty() && free("tools")) {
      json.name("tools");
      boolean strict = !new NestedFunctions(body, "FUNCTION").write(tools, choice).isEmpty();
      // Said of all tools at once here.
      if (strict && free("isStrictToolsEnabled")) {
        json.name("isStrictToolsEnabled").bool(true);
      }
    }
    if (choice == null) {
      return;
    }
    if (choice.mode() != null && free("toolsChoice")) {
      mode(choice.mode());
    }
    body.dropIf(Boolean.FALSE.equals(choice.parallel()), "tool_choice.parallel");
  }

  /** One tool alone that must be called is the only one shown, so that REQUIRED names it. */
  private void mode(String mode) {
    switch (mode) {
      case ToolChoice.AUTO -> {}
      case ToolChoice.NONE -> json.name("toolsChoice").string("NONE");
      case ToolChoice.REQUIRED -> json.name("toolsChoice").string("REQUIRED");
      default -> body.drop("tool_choice.mode");
    }
  }

  private void thinking(@Nullable Thinking thinking) {
    if (thinking == null) {
      return;
    }
    String effort = thinking.effort();
    Integer budget = thinking.budgetTokens();
    boolean off = "none".equals(effort);
    if ((off || budget != null) && free("thinking")) {
      json.name("thinking").beginObject().name("type").string(off ? "DISABLED" : "ENABLED");
      body.number("tokenBudget", off ? null : budget);
      json.endObject();
    }
    body.dropIf(effort != null && !off, "thinking.effort");
    body.dropIf(Boolean.FALSE.equals(thinking.include()), "thinking.include");
  }
}
