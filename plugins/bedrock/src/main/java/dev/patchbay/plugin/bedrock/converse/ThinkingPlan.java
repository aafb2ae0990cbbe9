package dev.patchbay.plugin.bedrock.converse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.bedrock.converse.Family.ClaudeThinking;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Thinking;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a model is asked to think: each maker has another way, all but {@code outputConfig.effort}
 * outside of Converse's own members.
 *
 * @param member of {@code additionalModelRequestFields}; null: none
 * @param value of that member as JSON text
 * @param effort for {@code outputConfig}; null: unsaid
 * @param thinks whether thinking is switched on
 */
record ThinkingPlan(
    @Nullable String member, String value, @Nullable String effort, Family family, boolean thinks) {
  /** Claude's least. */
  private static final int LEAST = 1024;

  /** Plans, and reports what can't be asked for. */
  static ThinkingPlan of(ChatCall call, Family family, RequestBody body) {
    Thinking thinking = call.thinking();
    if (thinking == null) {
      return new ThinkingPlan(null, "", null, family, false);
    }
    body.dropIf(Boolean.FALSE.equals(thinking.include()), "thinking.include");
    return switch (family) {
      case CLAUDE -> claude(call, thinking, body);
      case NOVA ->
          call.model().contains("nova-2")
              ? nova(thinking, body)
              : none(family, thinking, body);
      case OPENAI -> openAi(thinking, body);
      default -> none(family, thinking, body);
    };
  }

  /** With thinking Claude refuses a choice of tools or of tokens other than its own. */
  boolean chooses() {
    return family == Family.CLAUDE && thinks;
  }

  void write(JsonWriter json) {
    if (member != null) {
      json.name(member).json(value);
    }
  }

  private static ThinkingPlan claude(ChatCall call, Thinking thinking, RequestBody body) {
    ClaudeThinking ways = Family.claudeThinking(call.model());
    String effort = thinking.effort();
    Integer budget = thinking.budgetTokens();
    if ("none".equals(effort) || Objects.equals(budget, 0)) {
      body.dropIf(ways == ClaudeThinking.ALWAYS, "thinking.effort");
      return ways == ClaudeThinking.ALWAYS
          ? new ThinkingPlan(null, "", null, Family.CLAUDE, true)
          : claude("{\"type\":\"disabled\"}", null, false);
    }
    if (ways == ClaudeThinking.BUDGET || (ways == ClaudeThinking.EITHER && budget != null)) {
      return budgeted(call, effort, budget, body);
    }
    body.dropIf(budget != null, "thinking.budget_tokens");
    String word = "minimal".equals(effort) ? "low" : effort;
    return claude("{\"type\":\"adaptive\"}", word, true);
  }

  private static ThinkingPlan budgeted(
      ChatCall call, @Nullable String effort, @Nullable Integer budget, RequestBody body) {
    if (budget == null && effort == null) {
      return new ThinkingPlan(null, "", null, Family.CLAUDE, false);
    }
    Integer most = call.sampling().maxOutput();
    int tokens = budget != null ? budget : tokens(String.valueOf(effort));
    if (budget == null && most != null) {
      // Thinking counts in the limit, and the answer needs room, too.
      tokens = Math.min(tokens, most / 2);
    }
    if (budget == null && tokens < LEAST) {
      body.drop("thinking.effort");
      return new ThinkingPlan(null, "", null, Family.CLAUDE, false);
    }
    return claude("{\"type\":\"enabled\",\"budget_tokens\":" + tokens + "}", null, true);
  }

  private static int tokens(String effort) {
    return switch (effort) {
      case "minimal" -> LEAST;
      case "low" -> 2 * LEAST;
      case "medium" -> 8 * LEAST;
      case "high" -> 16 * LEAST;
      default -> 24 * LEAST;
    };
  }

  private static ThinkingPlan claude(String value, @Nullable String effort, boolean thinks) {
    return new ThinkingPlan("thinking", value, effort, Family.CLAUDE, thinks);
  }

  /** Nova 2's {@code reasoningConfig}. */
  private static ThinkingPlan nova(Thinking thinking, RequestBody body) {
    body.dropIf(thinking.budgetTokens() != null, "thinking.budget_tokens");
    String effort = thinking.effort();
    if (effort == null) {
      return new ThinkingPlan(null, "", null, Family.NOVA, false);
    }
    String value =
        switch (effort) {
          case "none" -> "{\"type\":\"disabled\"}";
          case "minimal", "low" -> novaEffort("low");
          case "medium" -> novaEffort("medium");
          default -> novaEffort("high");
        };
    return new ThinkingPlan("reasoningConfig", value, null, Family.NOVA, !effort.equals("none"));
  }

  private static String novaEffort(String effort) {
    return "{\"type\":\"enabled\",\"maxReasoningEffort\":\"" + effort + "\"}";
  }

  private static ThinkingPlan openAi(Thinking thinking, RequestBody body) {
    body.dropIf(thinking.budgetTokens() != null, "thinking.budget_tokens");
    String effort = thinking.effort();
    if (effort == null) {
      return new ThinkingPlan(null, "", null, Family.OPENAI, false);
    }
    String value = new String(new JsonWriter().string(effort).bytes(), UTF_8);
    return new ThinkingPlan("reasoning_effort", value, null, Family.OPENAI, true);
  }

  private static ThinkingPlan none(Family family, Thinking thinking, RequestBody body) {
    body.dropIf(thinking.effort() != null, "thinking.effort");
    body.dropIf(thinking.budgetTokens() != null, "thinking.budget_tokens");
    return new ThinkingPlan(null, "", null, family, false);
  }
}
