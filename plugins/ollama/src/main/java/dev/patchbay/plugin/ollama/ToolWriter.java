package dev.patchbay.plugin.ollama;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.List;
import java.util.Set;

/**
 * Writes the tools of a call. Which of them may be used is said by showing those alone, none of
 * them by showing none; that one must be used can't be said.
 */
final class ToolWriter {
  private static final Set<String> FUNCTION = Set.of("name", "description", "parameters", "strict");

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
    String mode = choice == null ? null : choice.mode();
    List<String> shown = choice == null ? List.of() : choice.allowed();
    boolean none = ToolChoice.NONE.equals(mode);
    if (!call.tools().isEmpty() && !none && own.lack("tools")) {
      json.name("tools").beginArray();
      for (int i = 0; i < call.tools().size(); i++) {
        tool(call.tools().get(i), shown, "tools[" + i + "]");
      }
      json.endArray();
    }
    boolean known = mode == null || none || mode.equals(ToolChoice.AUTO);
    body.dropIf(!known, "tool_choice.mode");
    body.dropIf(choice != null && choice.parallel() != null, "tool_choice.parallel");
  }

  private void tool(Tool tool, List<String> shown, String path) {
    if (!(tool instanceof Tool.Function function)) {
      body.drop(path);
      return;
    }
    if (!shown.isEmpty() && !shown.contains(function.name())) {
      return;
    }
    json.beginObject().name("type").string("function").name("function").beginObject();
    json.name("name").string(function.name());
    body.text("description", function.description());
    if (function.schema().isEmpty()) {
      // Ollama's templates look for properties.
      json.name("parameters").json("{\"type\":\"object\",\"properties\":{}}");
    } else {
      body.json("parameters", function.schema(), path + ".schema");
    }
    body.dropIf(Boolean.TRUE.equals(function.strict()), path + ".strict");
    body.extra(function.extra(), FUNCTION, path);
    json.endObject().endObject();
  }
}
