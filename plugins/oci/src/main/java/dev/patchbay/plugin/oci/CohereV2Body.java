package dev.patchbay.plugin.oci;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** COHEREV2: Cohere's newest models. By Oracle's API reference, "CohereChatRequestV2". */
final class CohereV2Body extends ChatBody {
  private static final Set<String> FUNCTION = Set.of("name", "description", "parameters");

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
    List<String> shown = choice == null ? List.of() : choice.allowed();
    if (!tools.isEmpty() && free("tools")) {
      json.name("tools").beginArray();
      for (int i = 0; i < tools.size(); i++) {
        tool(tools.get(i), shown, "tools[" + i + "]");
      }
      json.endArray();
      strict(tools);
    }
    if (choice == null) {
      return;
    }
    if (choice.mode() != null && free("toolsChoice")) {
      mode(choice.mode());
    }
    body.dropIf(Boolean.FALSE.equals(choice.parallel()), "tool_choice.parallel");
  }

  private void tool(Tool tool, List<String> shown, String path) {
    if (!(tool instanceof Tool.Function function)) {
      body.drop(path);
      return;
    }
    if (!shown.isEmpty() && !shown.contains(function.name())) {
      return;
    }
    json.beginObject().name("type").string("FUNCTION").name("function").beginObject();
    json.name("name").string(function.name());
    body.text("description", function.description());
    String schema = function.schema();
    body.json("parameters", schema.isEmpty() ? "{\"type\":\"object\"}" : schema, path + ".schema");
    body.extra(function.extra(), FUNCTION, path);
    json.endObject().endObject();
  }

  /** Strictness is said of all tools at once here. */
  private void strict(List<Tool> tools) {
    List<Tool.Function> functions =
        tools.stream()
            .filter(Tool.Function.class::isInstance)
            .map(Tool.Function.class::cast)
            .toList();
    boolean any = functions.stream().anyMatch(tool -> Boolean.TRUE.equals(tool.strict()));
    if (any && free("isStrictToolsEnabled")) {
      json.name("isStrictToolsEnabled").bool(true);
    }
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
