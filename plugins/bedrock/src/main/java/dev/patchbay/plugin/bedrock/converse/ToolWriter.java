package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tools of a call and which of them may be used. Converse can't be told to use none: the
 * tools are not shown then. But it refuses earlier calls and results without any tool, so after
 * these they are shown, and the choice is reported as dropped.
 */
final class ToolWriter {
  private static final Set<String> FUNCTION =
      Set.of("name", "description", "inputSchema", "strict");
  private static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

  private final RequestBody body;
  private final JsonWriter json;

  ToolWriter(RequestBody body) {
    this.body = body;
    this.json = body.json;
  }

  void write(ChatCall call) {
    ToolChoice choice = call.toolChoice();
    String mode = choice == null ? null : choice.mode();
    Set<String> earlier = earlier(call.messages());
    boolean none = ToolChoice.NONE.equals(mode);
    body.dropIf(none && !earlier.isEmpty(), "tool_choice.mode");
    body.dropIf(choice != null && Boolean.FALSE.equals(choice.parallel()), "tool_choice.parallel");
    List<Runnable> shown = none && earlier.isEmpty() ? List.of() : shown(call, choice);
    if (shown.isEmpty()) {
      earlier.forEach(name -> shown.add(() -> nameOnly(name)));
    }
    if (shown.isEmpty()) {
      body.dropIf(ToolChoice.REQUIRED.equals(mode), "tool_choice.mode");
      return;
    }
    json.name("toolConfig").beginObject().name("tools").beginArray();
    shown.forEach(Runnable::run);
    json.endArray();
    if (choice != null && mode != null && !none) {
      choice(choice, mode);
    }
    json.endObject();
  }

  /** The names of the tools that were called, and of the results that came. */
  private static Set<String> earlier(List<Message> messages) {
    Set<String> names = new LinkedHashSet<>();
    for (Message message : messages) {
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolCall call) {
          names.add(call.name());
        } else if (part instanceof Part.ToolResult result && result.name() != null) {
          names.add(result.name());
        }
      }
    }
    return names;
  }

  private List<Runnable> shown(ChatCall call, @Nullable ToolChoice choice) {
    List<String> allowed = choice == null ? List.of() : choice.allowed();
    List<Runnable> shown = new ArrayList<>();
    for (int i = 0; i < call.tools().size(); i++) {
      String path = "tools[" + i + "]";
      switch (call.tools().get(i)) {
        case Tool.Function function -> {
          if (allowed.isEmpty() || allowed.contains(function.name())) {
            shown.add(() -> function(function, path));
          }
        }
        case Tool.Hosted hosted when hosted.type().startsWith(ConverseRequest.PROVIDER + ".") ->
            shown.add(() -> hosted(hosted, path));
        default -> body.drop(path);
      }
    }
    return shown;
  }

  private void function(Tool.Function function, String path) {
    json.beginObject().name("toolSpec").beginObject().name("name").string(function.name());
    String description = function.description();
    body.text("description", description == null || description.isEmpty() ? null : description);
    json.name("inputSchema").beginObject();
    String schema = function.schema();
    body.json("json", schema.isBlank() ? NO_PARAMETERS : schema, path + ".schema");
    json.endObject();
    // Not to be strict is what an absent member means.
    body.bool("strict", Boolean.TRUE.equals(function.strict()) ? function.strict() : null);
    body.extra(function.extra(), FUNCTION, path);
    json.endObject().endObject();
  }

  /** A tool that the call itself does not show, but its history names. */
  private void nameOnly(String name) {
    json.beginObject().name("toolSpec").beginObject().name("name").string(name);
    json.name("inputSchema").beginObject().name("json").json(NO_PARAMETERS).endObject();
    json.endObject().endObject();
  }

  private void hosted(Tool.Hosted hosted, String path) {
    String config = hosted.config().isBlank() ? "{}" : hosted.config().strip();
    json.beginObject();
    if (config.equals("{}")) {
      String name = hosted.name();
      json.name(kind(hosted)).beginObject().name("name").string(name).endObject();
    } else {
      body.json(kind(hosted), config, path + ".config");
    }
    json.endObject();
  }

  private static String kind(Tool.Hosted hosted) {
    return hosted.type().substring(ConverseRequest.PROVIDER.length() + 1);
  }

  private void choice(ToolChoice choice, String mode) {
    switch (mode) {
      case ToolChoice.AUTO -> choose("auto", null);
      case ToolChoice.REQUIRED -> {
        if (choice.allowed().size() == 1) {
          choose("tool", choice.allowed().getFirst());
        } else {
          choose("any", null);
        }
      }
      default -> body.drop("tool_choice.mode");
    }
  }

  private void choose(String kind, @Nullable String name) {
    json.name("toolChoice").beginObject().name(kind).beginObject();
    body.text("name", name);
    json.endObject().endObject();
  }
}
