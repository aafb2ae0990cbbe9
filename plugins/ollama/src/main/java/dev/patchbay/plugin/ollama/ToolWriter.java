package dev.patchbay.plugin.ollama;

import dev.patchbay.plugin.toolkit.body.NestedFunctions;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ToolChoice;

/**
 * Writes the tools of a call. Which of them may be used is said by showing those alone, none of
 * them by showing none; that one must be used can't be said.
 */
final class ToolWriter {
  private final RequestBody body;
  private final OwnMembers own;

  ToolWriter(RequestBody body, OwnMembers own) {
    this.body = body;
    this.own = own;
  }

  void write(ChatCall call) {
    ToolChoice choice = call.toolChoice();
    String mode = choice == null ? null : choice.mode();
    boolean none = ToolChoice.NONE.equals(mode);
    if (!call.tools().isEmpty() && !none && own.lack("tools")) {
      body.json.name("tools");
      new NestedFunctions(body, "function").write(call.tools(), choice).forEach(body::drop);
    }
    boolean known = mode == null || none || mode.equals(ToolChoice.AUTO);
    body.dropIf(!known, "tool_choice.mode");
    body.dropIf(choice != null && choice.parallel() != null, "tool_choice.parallel");
  }
}
