package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Thinking;
import org.jspecify.annotations.Nullable;

/**
 * The top-level members of a request that is built anew. One is written if the call says it, the
 * caller has not written it itself, and the host has it; what the host lacks is told as dropped.
 */
final class Members {
  final RequestBody body;
  final JsonWriter json;
  final OwnMembers own;
  final Quirks quirks;
  private final String model;

  /** Whether the model thinks, and refuses what OpenAI's models do then. */
  private final boolean thinks;

  Members(RequestBody body, OwnMembers own, Dialect dialect, ChatCall call) {
    Thinking thinking = call.thinking();
    String effort = thinking == null ? null : thinking.effort();
    this.body = body;
    this.json = body.json;
    this.own = own;
    this.quirks = dialect.quirks();
    this.model = call.model();
    this.thinks = dialect.original() && ReasoningModels.refusesSampling(call.model(), effort);
  }

  /**
   * Whether to write a member.
   *
   * @param openAi OpenAI's name for it
   * @param said whether the call says it
   */
  boolean wanted(String openAi, boolean said) {
    if (!said || !own.lack(quirks.name(openAi))) {
      return false;
    }
    boolean lacking = quirks.lacks(model, openAi) || (thinks && ReasoningModels.refuse(openAi));
    body.dropIf(lacking, MemberPaths.of(openAi));
    return !lacking;
  }

  /** The name of a member, if {@link #wanted}: its value comes next. */
  boolean begin(String openAi, boolean said) {
    boolean wanted = wanted(openAi, said);
    if (wanted) {
      json.name(quirks.name(openAi));
    }
    return wanted;
  }

  void text(String openAi, @Nullable String value) {
    if (wanted(openAi, value != null)) {
      body.text(quirks.name(openAi), value);
    }
  }

  void bool(String openAi, @Nullable Boolean value) {
    if (wanted(openAi, value != null)) {
      body.bool(quirks.name(openAi), value);
    }
  }

  void number(String openAi, @Nullable Double value) {
    if (wanted(openAi, value != null)) {
      body.number(quirks.name(openAi), value, MemberPaths.of(openAi));
    }
  }

  void whole(String openAi, @Nullable Number value) {
    if (wanted(openAi, value != null)) {
      body.number(quirks.name(openAi), value);
    }
  }
}
