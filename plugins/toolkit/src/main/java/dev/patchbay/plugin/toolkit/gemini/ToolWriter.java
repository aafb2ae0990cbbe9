package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes {@code tools} and {@code toolConfig}. */
final class ToolWriter {
  private static final String AUTO = "AUTO";
  private static final String VALIDATED = "VALIDATED";
  private static final Set<String> FUNCTION =
      Set.of("name", "description", "parameters", "parametersJsonSchema");

  /** Both of Google's services: their own tools have the same names at both. */
  private static final List<String> HOSTS = List.of("gemini.", "vertex.");

  private final RequestBody body;
  private final JsonWriter json;

  ToolWriter(RequestBody body) {
    this.body = body;
    this.json = body.json;
  }

  void write(ChatCall call, OwnMembers own) {
    if (!call.tools().isEmpty() && own.lack("tools")) {
      tools(call.tools());
    }
    ToolChoice choice = call.toolChoice();
    body.dropIf(choice != null && Boolean.FALSE.equals(choice.parallel()), "tool_choice.parallel");
    if (own.lack("toolConfig")) {
      config(choice, isStrict(call.tools()));
    }
  }

  private static boolean isStrict(List<Tool> tools) {
    return tools.stream()
        .anyMatch(tool ->
            tool instanceof Tool.Function function && Boolean.TRUE.equals(function.strict()));
  }

  /** All functions are in one element, each tool of the service's own in another. */
  private void tools(List<Tool> tools) {
    boolean functions = false;
    boolean hosted = false;
    for (int i = 0; i < tools.size(); i++) {
      boolean function = tools.get(i) instanceof Tool.Function;
      boolean known = tools.get(i) instanceof Tool.Hosted tool && member(tool) != null;
      body.dropIf(!function && !known, "tools[" + i + "]");
      functions |= function;
      hosted |= known;
    }
    if (!functions && !hosted) {
      return;
    }
    json.name("tools").beginArray();
    if (functions) {
      json.beginObject().name("functionDeclarations").beginArray();
      for (int i = 0; i < tools.size(); i++) {
        if (tools.get(i) instanceof Tool.Function function) {
          function(function, "tools[" + i + "]");
        }
      }
      json.endArray().endObject();
    }
    for (int i = 0; i < tools.size(); i++) {
      if (tools.get(i) instanceof Tool.Hosted tool) {
        hosted(tool, "tools[" + i + "]");
      }
    }
    json.endArray();
  }

  /** The service's name for a tool of its own; null: it is another service's. */
  private static @Nullable String member(Tool.Hosted tool) {
    for (String host : HOSTS) {
      if (tool.type().startsWith(host) && tool.type().length() > host.length()) {
        return tool.type().substring(host.length());
      }
    }
    return null;
  }

  private void function(Tool.Function function, String path) {
    json.beginObject().name("name").string(function.name());
    body.text("description", function.description());
    if (!function.schema().isEmpty()) {
      boolean googles = JsonText.isGooglesSchema(function.schema());
      String member = googles ? "parameters" : "parametersJsonSchema";
      body.json(member, function.schema(), path + ".schema");
    }
    body.extra(function.extra(), FUNCTION, path);
    json.endObject();
  }

  private void hosted(Tool.Hosted tool, String path) {
    String member = member(tool);
    if (member != null) {
      json.beginObject();
      body.json(member, tool.config().isBlank() ? "{}" : tool.config(), path + ".config");
      json.endObject();
    }
  }

  private void config(@Nullable ToolChoice choice, boolean strict) {
    List<String> allowed = choice == null ? List.of() : choice.allowed();
    String mode = mode(choice == null ? null : choice.mode(), !allowed.isEmpty(), strict);
    if (mode == null) {
      return;
    }
    json.name("toolConfig").beginObject().name("functionCallingConfig").beginObject();
    json.name("mode").string(mode);
    if (!allowed.isEmpty() && !mode.equals("NONE")) {
      json.name("allowedFunctionNames").beginArray();
      allowed.forEach(json::string);
      json.endArray();
    }
    json.endObject().endObject();
  }

  /**
   * VALIDATED is AUTO that keeps to the schemas and may be told which functions; ANY always does.
   */
  private @Nullable String mode(@Nullable String said, boolean some, boolean strict) {
    return switch (said) {
      case null -> strict || some ? VALIDATED : null;
      case ToolChoice.AUTO -> strict || some ? VALIDATED : AUTO;
      case ToolChoice.NONE -> "NONE";
      case ToolChoice.REQUIRED -> "ANY";
      default -> {
        body.drop("tool_choice.mode");
        yield null;
      }
    };
  }
}
