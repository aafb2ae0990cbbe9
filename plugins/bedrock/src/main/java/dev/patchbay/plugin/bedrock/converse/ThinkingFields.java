package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.anthropic.Claude;
import dev.patchbay.plugin.toolkit.anthropic.ThinkingPlan;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Thinking;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a model is asked to think: each maker has another way, all but {@code outputConfig.effort}
 * outside of Converse's own members. What can't be asked for is reported.
 *
 * @param member of {@code additionalModelRequestFields}; empty: none
 * @param write writes that member
 * @param effort for {@code outputConfig}; null: unsaid
 * @param on whether thinking is switched on
 */
record ThinkingFields(
    String member, Consumer<JsonWriter> write, @Nullable String effort, boolean on) {
  private static final ThinkingFields NOTHING = new ThinkingFields("", json -> {}, null, false);

  /** Most tokens of an answer, where neither the caller nor the table of models has any. */
  private static final long MAX_TOKENS = 32_000;

  /** The efforts that all who have any know. */
  private static final Set<String> EFFORTS = Set.of("low", "medium", "high");

  static ThinkingFields of(ChatCall call, Family family, RequestBody body) {
    Thinking thinking = call.thinking();
    if (thinking == null) {
      return NOTHING;
    }
    return switch (family) {
      case CLAUDE -> claude(call, body);
      case NOVA_2 -> nova(thinking, body);
      case OPENAI -> openAi(thinking, body);
      default -> none(thinking, body);
    };
  }

  private static ThinkingFields claude(ChatCall call, RequestBody body) {
    Integer limit = call.sampling().maxOutput();
    long most = limit == null ? MAX_TOKENS : limit;
    List<Message> messages = call.messages();
    boolean goesOn = endsWith(messages, Message.ASSISTANT) && !calls(messages.getLast());
    ThinkingPlan plan =
        ThinkingPlan.of(call, Claude.of(call.model()), most, goesOn, isProofless(messages), body);
    return plan.type() == null
        ? new ThinkingFields("", json -> {}, plan.effort(), false)
        : new ThinkingFields("thinking", plan::write, plan.effort(), plan.isOn());
  }

  private static boolean endsWith(List<Message> messages, String role) {
    return !messages.isEmpty() && messages.getLast().role().equals(role);
  }

  private static boolean calls(Message message) {
    return message.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
  }

  /** Whether the last calls are answered, but the thinking that led to them is not there. */
  private static boolean isProofless(List<Message> messages) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      Message message = messages.get(i);
      if (message.role().equals(Message.ASSISTANT)) {
        boolean answered = i < messages.size() - 1 && calls(message);
        return answered && message.parts().stream().noneMatch(ThinkingFields::isProof);
      }
    }
    return false;
  }

  private static boolean isProof(Part part) {
    return switch (part) {
      case Part.Reasoning reasoning -> BlockWriter.isOurs(reasoning);
      case Part.Opaque opaque -> opaque.type().equals("bedrock.reasoningContent");
      default -> false;
    };
  }

  /** Nova 2's {@code reasoningConfig}. */
  private static ThinkingFields nova(Thinking thinking, RequestBody body) {
    body.dropIf(thinking.budgetTokens() != null, "thinking.budget_tokens");
    body.dropIf(Boolean.FALSE.equals(thinking.include()), "thinking.include");
    String effort = thinking.effort();
    if (effort == null) {
      return NOTHING;
    }
    boolean on = !effort.equals("none");
    String known = EFFORTS.contains(effort) ? effort : effort.equals("minimal") ? "low" : "high";
    body.dropIf(on && !known.equals(effort), "thinking.effort");
    Consumer<JsonWriter> config =
        json -> {
          json.name("reasoningConfig").beginObject();
          json.name("type").string(on ? "enabled" : "disabled");
          if (on) {
            json.name("maxReasoningEffort").string(known);
          }
          json.endObject();
        };
    return new ThinkingFields("reasoningConfig", config, null, on);
  }

  private static ThinkingFields openAi(Thinking thinking, RequestBody body) {
    body.dropIf(thinking.budgetTokens() != null, "thinking.budget_tokens");
    body.dropIf(Boolean.FALSE.equals(thinking.include()), "thinking.include");
    String effort = thinking.effort();
    return effort == null
        ? NOTHING
        : new ThinkingFields(
            "reasoning_effort", json -> json.name("reasoning_effort").string(effort), null, true);
  }

  private static ThinkingFields none(Thinking thinking, RequestBody body) {
    body.dropIf(thinking.effort() != null, "thinking.effort");
    body.dropIf(thinking.budgetTokens() != null, "thinking.budget_tokens");
    body.dropIf(Boolean.FALSE.equals(thinking.include()), "thinking.include");
    return NOTHING;
  }
}
