package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Thinking;
import org.jspecify.annotations.Nullable;

/**
 * How the model is told to think. Newer models are told an effort and judge for themselves, older
 * ones a number of tokens; each is told what comes nearest to the caller's words, and what these
 * words lose by it is reported.
 *
 * @param type {@code enabled}, {@code adaptive}, {@code disabled}; null: nothing is said
 * @param budget with {@code enabled}
 * @param display {@code summarized}, {@code omitted}; null: the model's default
 * @param effort null: nothing is said
 */
public record ThinkingPlan(
    @Nullable String type, long budget, @Nullable String display, @Nullable String effort) {
  private static final String ENABLED = "enabled";
  private static final String ADAPTIVE = "adaptive";
  private static final String DISABLED = "disabled";
  private static final ThinkingPlan NOTHING = new ThinkingPlan(null, 0, null, null);

  /** The service's least. */
  private static final long LEAST = 1024;

  static ThinkingPlan of(
      ChatCall call, Claude claude, long maxTokens, Turns turns, RequestBody body) {
    return of(call, claude, maxTokens, turns.endsWithBegun(), turns.lacksThinking(), body);
  }

  /**
   * Plans.
   *
   * @param goesOn whether there is an answer to go on from, which excludes thinking
   * @param proofless whether calls are answered without the thinking that led to them
   * @param body takes what can't be said
   */
  public static ThinkingPlan of(
      ChatCall call,
      Claude claude,
      long maxTokens,
      boolean goesOn,
      boolean proofless,
      RequestBody body) {
    Thinking asked = call.thinking();
    if (asked == null) {
      return NOTHING;
    }
    return new Maker(asked, claude, maxTokens, body)
        .make(MessagesRequest.forcesTool(call) || goesOn, proofless);
  }

  /** Whether the model is told to think. */
  public boolean isOn() {
    return ENABLED.equals(type) || ADAPTIVE.equals(type);
  }

  /** Writes the member {@code thinking}, if anything is to be said. */
  public void write(JsonWriter json) {
    if (type == null) {
      return;
    }
    json.name("thinking").beginObject().name("type").string(type);
    if (ENABLED.equals(type)) {
      json.name("budget_tokens").number(budget);
    }
    if (display != null) {
      json.name("display").string(display);
    }
    json.endObject();
  }

  private static final class Maker {
    private final Thinking asked;
    private final Claude claude;
    private final long maxTokens;
    private final RequestBody body;

    Maker(Thinking asked, Claude claude, long maxTokens, RequestBody body) {
      this.asked = asked;
      this.claude = claude;
      this.maxTokens = maxTokens;
      this.body = body;
    }

    /**
     * @param excluded whether the call says what excludes thinking: a forced tool, or an answer to
     *     go on from
     * @param proofless whether calls are answered without the thinking that led to them, which
     *     excludes thinking by a number of tokens
     */
    ThinkingPlan make(boolean excluded, boolean proofless) {
      if (isOff()) {
        return off();
      }
      String effort = effort();
      ThinkingPlan plan = plan(effort);
      boolean refused = excluded || (proofless && ENABLED.equals(plan.type));
      if (plan.isOn() && refused) {
        body.drop("thinking");
        return new ThinkingPlan(null, 0, null, effort);
      }
      return plan;
    }

    private boolean isOff() {
      Integer tokens = asked.budgetTokens();
      return "none".equals(asked.effort()) || (tokens != null && tokens == 0);
    }

    private ThinkingPlan off() {
      if (claude.alwaysThinks()) {
        body.drop(asked.effort() == null ? "thinking.budget_tokens" : "thinking.effort");
        return NOTHING;
      }
      return claude.thinks() ? new ThinkingPlan(DISABLED, 0, null, null) : NOTHING;
    }

    private @Nullable String effort() {
      String said = asked.effort();
      if (said == null || !claude.takesEffort()) {
        return null;
      }
      String known = claude.effort(said);
      body.dropIf(!known.equals(said), "thinking.effort");
      return known;
    }

    private ThinkingPlan plan(@Nullable String effort) {
      Integer tokens = asked.budgetTokens();
      if (tokens != null && claude.takesBudget()) {
        return enabled(tokens, "thinking.budget_tokens", effort);
      }
      body.dropIf(tokens != null, "thinking.budget_tokens");
      String said = asked.effort();
      if (claude.isAdaptive() && (tokens != null || said != null || shownUnasked())) {
        return new ThinkingPlan(ADAPTIVE, 0, display(), effort);
      }
      if (said != null && !claude.takesEffort()) {
        if (claude.takesBudget()) {
          return enabled(tokens(said), "thinking.effort", null);
        }
        body.drop("thinking.effort");
      }
      body.dropIf(Boolean.TRUE.equals(asked.include()), "thinking.include");
      return new ThinkingPlan(null, 0, null, effort);
    }

    private boolean shownUnasked() {
      return asked.include() != null && claude.thinksUnasked();
    }

    /** For models that know no effort: our own choice. */
    private static long tokens(String effort) {
      return switch (effort) {
        case "minimal" -> LEAST;
        case "low" -> 2048;
        case "medium" -> 8192;
        default -> 16_384;
      };
    }

    private ThinkingPlan enabled(long tokens, String path, @Nullable String effort) {
      long most = maxTokens - 1;
      if (most < LEAST) {
        body.drop(path);
        return new ThinkingPlan(null, 0, null, effort);
      }
      long budget = Math.clamp(tokens, LEAST, most);
      body.dropIf(budget != tokens && asked.budgetTokens() != null, path);
      return new ThinkingPlan(ENABLED, budget, display(), effort);
    }

    private @Nullable String display() {
      Boolean include = asked.include();
      if (include == null || (include == claude.showsThinking() && !claude.isUnknown())) {
        return null;
      }
      return include ? "summarized" : "omitted";
    }
  }
}
