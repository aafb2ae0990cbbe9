package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Thinking;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code thinkingConfig}. Models since Gemini 3 have levels of thinking, those before have
 * budgets of tokens; no request may hold both.
 */
final class ThinkingWriter {
  private static final Set<String> LEVELS = Set.of("minimal", "low", "medium", "high");

  /** As Google's own OpenAI-compatible endpoint reads efforts for Gemini 2.5. */
  private static final Map<String, Integer> BUDGETS =
      Map.of("none", 0, "minimal", 1024, "low", 1024, "medium", 8192, "high", 24_576);

  private final RequestBody body;
  private final JsonWriter json;
  private final boolean levels;

  ThinkingWriter(RequestBody body, String model) {
    this.body = body;
    this.json = body.json;
    int generation = GeminiHost.generation(model);
    this.levels = generation == 0 || generation >= GeminiHost.WITH_LEVELS;
  }

  /**
   * Writes what there is to write.
   *
   * @param open begins the object around it
   */
  void write(@Nullable Thinking thinking, Runnable open) {
    if (thinking == null) {
      return;
    }
    Integer budget = thinking.budgetTokens();
    String effort = thinking.effort() == null ? null : thinking.effort().toLowerCase(Locale.ROOT);
    boolean known = effort != null && (levels ? LEVELS : BUDGETS.keySet()).contains(effort);
    boolean said = known && budget == null;
    body.dropIf(effort != null && !said, "thinking.effort");
    if (budget == null && !said && thinking.include() == null) {
      return;
    }
    open.run();
    json.name("thinkingConfig").beginObject();
    if (budget != null) {
      json.name("thinkingBudget").number(budget.longValue());
    } else if (said && effort != null) {
      effort(effort);
    }
    if (thinking.include() != null) {
      json.name("includeThoughts").bool(thinking.include());
    }
    json.endObject();
  }

  private void effort(String effort) {
    Integer budget = BUDGETS.get(effort);
    if (levels || budget == null) {
      json.name("thinkingLevel").string(effort);
    } else {
      json.name("thinkingBudget").number(budget.longValue());
    }
  }
}
