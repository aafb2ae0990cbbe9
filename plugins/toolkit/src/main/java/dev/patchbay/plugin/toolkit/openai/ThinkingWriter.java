package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.openai.Quirks.ThinkingForm;
import dev.patchbay.spi.Thinking;
import org.jspecify.annotations.Nullable;

/** Writes how much to think before the answer. */
final class ThinkingWriter {
  private static final String EFFORT = "reasoning_effort";

  private final Members members;
  private final RequestBody body;
  private final JsonWriter json;
  private final Dialect dialect;

  ThinkingWriter(Members members, Dialect dialect) {
    this.members = members;
    this.body = members.body;
    this.json = members.json;
    this.dialect = dialect;
  }

  void write(@Nullable Thinking thinking) {
    if (thinking == null) {
      return;
    }
    ThinkingForm form = dialect.quirks().thinking;
    if (form == ThinkingForm.REASONING) {
      reasoning(thinking);
      return;
    }
    if (form == ThinkingForm.TYPE) {
      type(thinking.effort());
    } else {
      members.text(EFFORT, thinking.effort());
    }
    body.dropIf(thinking.budgetTokens() != null, "thinking.budget_tokens");
    include(thinking.include());
  }

  private void reasoning(Thinking thinking) {
    if (!members.own.lack("reasoning")) {
      return;
    }
    json.name("reasoning").beginObject();
    body.text("effort", thinking.effort());
    body.number("max_tokens", thinking.budgetTokens());
    Boolean include = thinking.include();
    body.bool("exclude", include == null ? null : (Boolean) !include);
    json.endObject();
  }

  private void type(@Nullable String effort) {
    if (effort == null) {
      return;
    }
    boolean none = effort.equals("none");
    if (members.own.lack("thinking")) {
      json.name("thinking").beginObject().name("type").string(none ? "disabled" : "enabled");
      json.endObject();
    }
    members.text(EFFORT, none ? null : effort);
  }

  /** OpenAI never tells its thinking here; the other hosts always do, unless they can be asked. */
  private void include(@Nullable Boolean include) {
    String member = dialect.quirks().includeThinking;
    if (include == null) {
      return;
    }
    if (member == null) {
      body.dropIf(include == dialect.original(), "thinking.include");
    } else if (members.own.lack(member)) {
      json.name(member).bool(include);
    }
  }
}
