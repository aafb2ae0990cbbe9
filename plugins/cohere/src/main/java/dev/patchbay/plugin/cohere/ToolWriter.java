package dev.patchbay.plugin.cohere;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.NestedFunctions;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tools of a call. A tool is not chosen by name here: the others are not shown, which
 * comes to the same. {@code strict} is one word for all tools.
 */
final class ToolWriter {
  private final RequestBody body;
  private final JsonWriter json;
  private final OwnMembers own;

  ToolWriter(RequestBody body, OwnMembers own) {
    this.body = body;
    this.json = body.json;
    this.own = own;
  }

  void write(ChatCall call) {
    ToolChoice choice = call.toolChoice();
    if (!call.tools().isEmpty() && own.lack("tools")) {
      json.name("tools");
      new NestedFunctions(body, "function").write(call.tools(), choice);
      strict(call.tools());
    }
    if (choice != null) {
      choice(choice.mode());
      body.dropIf(choice.parallel() != null, "tool_choice.parallel");
    }
  }

  private void strict(List<Tool> tools) {
    List<@Nullable Boolean> said =
        tools.stream()
            .filter(Tool.Function.class::isInstance)
            .<@Nullable Boolean>map(tool -> ((Tool.Function) tool).strict())
            .toList();
    boolean all = !said.isEmpty() && said.stream().allMatch(Boolean.TRUE::equals);
    if (all && own.lack("strict_tools")) {
      json.name("strict_tools").bool(true);
    }
    for (int i = 0; i < tools.size() && !all; i++) {
      boolean strict = tools.get(i) instanceof Tool.Function f && Boolean.TRUE.equals(f.strict());
      body.dropIf(strict, "tools[" + i + "].strict");
    }
  }

  private void choice(@Nullable String mode) {
    if (mode == null || !own.lack("tool_choice")) {
      return;
    }
    switch (mode) {
      case ToolChoice.AUTO -> {}
      case ToolChoice.REQUIRED -> json.name("tool_choice").string("REQUIRED");
      case ToolChoice.NONE -> json.name("tool_choice").string("NONE");
      default -> body.drop("tool_choice.mode");
    }
  }
}
