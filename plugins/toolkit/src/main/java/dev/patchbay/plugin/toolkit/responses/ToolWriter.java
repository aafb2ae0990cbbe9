package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the tools of a call and which of them may be used. */
final class ToolWriter {
  private static final String FUNCTION = "function";

  private final RequestBody body;
  private final JsonWriter json;
  private final ResponsesDialect dialect;

  ToolWriter(RequestBody body, ResponsesDialect dialect) {
    this.body = body;
    this.json = body.json;
    this.dialect = dialect;
  }

  /**
   * Writes the members about tools.
   *
   * @param own members that the caller has written itself
   */
  void write(ChatCall call, Set<String> own) {
    ToolChoice choice = call.toolChoice();
    if (!call.tools().isEmpty() && !own.contains("tools")) {
      json.name("tools").beginArray();
      for (int i = 0; i < call.tools().size(); i++) {
        tool(call.tools().get(i), shown(choice), "tools[" + i + "]");
      }
      json.endArray();
    }
    if (choice == null) {
      return;
    }
    if (choice.mode() != null && !own.contains("tool_choice")) {
      choice(choice, choice.mode());
    }
    if (!own.contains("parallel_tool_calls")) {
      body.bool("parallel_tool_calls", choice.parallel());
    }
  }

  /** The names outside of which tools are not shown at all, null for none. */
  private @Nullable List<String> shown(@Nullable ToolChoice choice) {
    if (choice == null || choice.allowed().isEmpty() || dialect.original()) {
      return null;
    }
    return choice.allowed();
  }

  private void tool(Tool tool, @Nullable List<String> shown, String path) {
    switch (tool) {
      case Tool.Function function -> {
        if (shown == null || shown.contains(function.name())) {
          function(function, path);
        }
      }
      case Tool.Hosted hosted -> hosted(hosted, path);
      default -> body.drop(path);
    }
  }

  /** Strict is what an absent member means here, and not elsewhere: so it is never absent. */
  private void function(Tool.Function function, String path) {
    json.beginObject().name("type").string(FUNCTION).name("name").string(function.name());
    body.text("description", function.description());
    String schema = function.schema();
    String parameters = schema.isEmpty() ? "{\"type\":\"object\",\"properties\":{}}" : schema;
    body.json("parameters", parameters, path + ".schema");
    json.name("strict").bool(Boolean.TRUE.equals(function.strict()));
    body.extra(function.extra(), ResponsesNames.FUNCTION, path);
    json.endObject();
  }

  private void hosted(Tool.Hosted hosted, String path) {
    if (!hosted.type().startsWith(ResponsesDialect.OWN)) {
      body.drop(path);
      return;
    }
    String type = hosted.type().substring(ResponsesDialect.OWN.length());
    json.beginObject().name("type").string(type);
    body.members(Extra.of(RequestBody.membersOf(hosted.config(), path)), Set.of("type"), path);
    json.endObject();
  }

  private void choice(ToolChoice choice, String mode) {
    switch (mode) {
      case ToolChoice.AUTO, ToolChoice.REQUIRED -> {
        json.name("tool_choice");
        if (mode.equals(ToolChoice.REQUIRED) && choice.allowed().size() == 1) {
          named(choice.allowed().get(0));
        } else if (choice.allowed().isEmpty() || !dialect.original()) {
          json.string(mode);
        } else {
          allowed(choice.allowed(), mode);
        }
      }
      case ToolChoice.NONE -> json.name("tool_choice").string(mode);
      default -> body.drop("tool_choice.mode");
    }
  }

  private void allowed(List<String> names, String mode) {
    json.beginObject().name("type").string("allowed_tools").name("mode").string(mode);
    json.name("tools").beginArray();
    names.forEach(this::named);
    json.endArray().endObject();
  }

  private void named(String name) {
    json.beginObject().name("type").string(FUNCTION).name("name").string(name).endObject();
  }
}
