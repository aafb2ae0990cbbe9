package dev.patchbay.plugin.toolkit.openai;

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
  private final Members members;
  private final RequestBody body;
  private final JsonWriter json;
  private final Dialect dialect;

  ToolWriter(Members members, Dialect dialect) {
    this.members = members;
    this.body = members.body;
    this.json = members.json;
    this.dialect = dialect;
  }

  /** Writes the members about tools. */
  void write(ChatCall call) {
    ToolChoice choice = call.toolChoice();
    if (members.begin("tools", !call.tools().isEmpty())) {
      json.beginArray();
      for (int i = 0; i < call.tools().size(); i++) {
        tool(call.tools().get(i), hidden(choice), "tools[" + i + "]");
      }
      json.endArray();
    }
    if (choice == null) {
      return;
    }
    if (choice.mode() != null && members.wanted("tool_choice", true)) {
      choice(choice, choice.mode());
    }
    members.bool("parallel_tool_calls", choice.parallel());
  }

  /**
   * The names outside of which tools are not shown at all, null for none: only OpenAI itself can be
   * told of tools that must not be used.
   */
  private @Nullable List<String> hidden(@Nullable ToolChoice choice) {
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

  private void function(Tool.Function function, String path) {
    json.beginObject().name("type").string("function").name("function").beginObject();
    json.name("name").string(function.name());
    body.text("description", function.description());
    if (!function.schema().isEmpty()) {
      body.json("parameters", function.schema(), path + ".schema");
    }
    body.bool("strict", function.strict());
    body.extra(function.extra(), ModelledNames.FUNCTION, path);
    json.endObject().endObject();
  }

  private void hosted(Tool.Hosted hosted, String path) {
    String prefix = dialect.provider() + ".";
    if (!hosted.type().startsWith(prefix)) {
      body.drop(path);
      return;
    }
    json.beginObject().name("type").string(hosted.type().substring(prefix.length()));
    body.extra(Extra.of(RequestBody.membersOf(hosted.config(), path)), Set.of("type"), path);
    json.endObject();
  }

  private void choice(ToolChoice choice, String mode) {
    switch (mode) {
      case ToolChoice.AUTO, ToolChoice.REQUIRED -> {
        if (mode.equals(ToolChoice.REQUIRED) && choice.allowed().size() == 1) {
          json.name("tool_choice");
          named(choice.allowed().get(0));
        } else if (choice.allowed().isEmpty() || !dialect.original()) {
          json.name("tool_choice").string(word(mode));
        } else {
          allowed(choice.allowed(), mode);
        }
      }
      case ToolChoice.NONE -> json.name("tool_choice").string(mode);
      default -> body.drop("tool_choice.mode");
    }
  }

  private String word(String mode) {
    return mode.equals(ToolChoice.REQUIRED) ? dialect.quirks().requiredWord : mode;
  }

  private void allowed(List<String> names, String mode) {
    json.name("tool_choice").beginObject().name("type").string("allowed_tools");
    json.name("allowed_tools").beginObject().name("mode").string(mode);
    json.name("tools").beginArray();
    names.forEach(this::named);
    json.endArray().endObject().endObject();
  }

  private void named(String name) {
    json.beginObject().name("type").string("function").name("function");
    json.beginObject().name("name").string(name).endObject().endObject();
  }
}
