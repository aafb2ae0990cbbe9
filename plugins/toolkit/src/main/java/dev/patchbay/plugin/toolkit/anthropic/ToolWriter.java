package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
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
  private static final String NO_SCHEMA = "{\"type\":\"object\",\"properties\":{}}";

  private final RequestBody body;
  private final JsonWriter json;
  private final String provider;

  ToolWriter(RequestBody body, Variant variant) {
    this.body = body;
    this.json = body.json;
    this.provider = variant.provider();
  }

  /**
   * Writes the members about tools.
   *
   * @param own members that the caller has written itself
   */
  void write(ChatCall call, OwnMembers own) {
    ToolChoice choice = call.toolChoice();
    boolean tools = !own.lack("tools");
    if (!tools && !call.tools().isEmpty()) {
      tools = true;
      json.name("tools").beginArray();
      for (int i = 0; i < call.tools().size(); i++) {
        tool(call.tools().get(i), shown(choice), "tools[" + i + "]");
      }
      json.endArray();
    }
    if (choice == null || !own.lack("tool_choice")) {
      return;
    }
    if (tools) {
      choice(choice);
    } else {
      // The service refuses a choice among no tools, which only matters if one must be called.
      body.dropIf(ToolChoice.REQUIRED.equals(choice.mode()), "tool_choice");
    }
  }

  /** The names outside of which tools are not shown at all, null for none: no choice names many. */
  private static @Nullable List<String> shown(@Nullable ToolChoice choice) {
    if (choice == null || choice.allowed().isEmpty() || isNamed(choice)) {
      return null;
    }
    return choice.allowed();
  }

  private static boolean isNamed(ToolChoice choice) {
    return ToolChoice.REQUIRED.equals(choice.mode()) && choice.allowed().size() == 1;
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

  private void function(Tool.Function function, String path) {
    json.beginObject().name("name").string(function.name());
    body.text("description", function.description());
    String schema = function.schema();
    body.json("input_schema", isNothing(schema) ? NO_SCHEMA : schema, path + ".schema");
    body.bool("strict", function.strict());
    body.extra(function.extra(), ModelledNames.TOOL, path);
    json.endObject();
  }

  /** The service asks for a type in every schema. */
  private static boolean isNothing(String schema) {
    return schema.isBlank() || schema.strip().equals("{}");
  }

  private void hosted(Tool.Hosted hosted, String path) {
    String type = hosted.type();
    if (!type.startsWith(provider + ".") && !type.startsWith("anthropic.")) {
      body.drop(path);
      return;
    }
    json.beginObject().name("type").string(type.substring(type.indexOf('.') + 1));
    json.name("name").string(hosted.name());
    String members = RequestBody.membersOf(hosted.config(), path);
    // The config of a caller of this dialect is its whole tool.
    body.members(Extra.of(members), Set.of("type", "name"), path);
    json.endObject();
  }

  private void choice(ToolChoice choice) {
    String type = type(choice);
    if (type == null) {
      return;
    }
    json.name("tool_choice").beginObject().name("type").string(type);
    if (type.equals("tool")) {
      json.name("name").string(choice.allowed().getFirst());
    }
    Boolean parallel = choice.parallel();
    if (parallel != null && !type.equals("none")) {
      json.name("disable_parallel_tool_use").bool(!parallel);
    }
    json.endObject();
  }

  /** Null: nothing is to be said, or it was reported. */
  private @Nullable String type(ToolChoice choice) {
    return switch (choice.mode()) {
      case ToolChoice.AUTO -> "auto";
      case ToolChoice.REQUIRED -> isNamed(choice) ? "tool" : "any";
      case ToolChoice.NONE -> "none";
      // Several calls in one turn are made unasked.
      case null -> Boolean.FALSE.equals(choice.parallel()) ? "auto" : null;
      default -> {
        body.drop("tool_choice.mode");
        yield null;
      }
    };
  }
}
