package dev.patchbay.server.grpc;

import dev.patchbay.server.door.Texts;
import dev.patchbay.v1.FunctionTool;
import dev.patchbay.v1.Grammar;
import dev.patchbay.v1.JsonSchema;
import dev.patchbay.v1.ProviderTool;
import dev.patchbay.v1.ResponseFormat;
import dev.patchbay.v1.Tool;
import dev.patchbay.v1.ToolChoice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The bounds of tools, of the choice among them, and of the answer's form. */
final class ToolRules {
  private ToolRules() {}

  /**
   * @param choice its default instance if it is not set
   */
  static void check(Violations at, List<Tool> tools, ToolChoice choice) {
    Set<String> names = tools.isEmpty() ? Set.of() : new HashSet<>();
    for (int i = 0; i < tools.size(); i++) {
      at.enter("tools", i);
      tool(at, tools.get(i), names);
      at.leave();
    }
    at.enter("tool_choice");
    choice(at, choice, names);
    at.leave();
  }

  static void check(Violations at, ResponseFormat format) {
    switch (format.getKindCase()) {
      case JSON_SCHEMA -> {
        at.enter("json_schema");
        schema(at, format.getJsonSchema());
        at.leave();
      }
      case GRAMMAR -> {
        at.enter("grammar");
        grammar(at, format.getGrammar());
        at.leave();
      }
      case TEXT, JSON_OBJECT -> {
        // Nothing in them.
      }
      case KIND_NOT_SET ->
          Bounds.requiredOneOf(at, "kind", false, "text, json_object, json_schema, grammar");
    }
  }

  private static void tool(Violations at, Tool tool, Set<String> names) {
    switch (tool.getKindCase()) {
      case FUNCTION -> {
        at.enter("function");
        function(at, tool.getFunction(), names);
        at.leave();
      }
      case PROVIDER -> {
        at.enter("provider");
        provider(at, tool.getProvider(), names);
        at.leave();
      }
      case KIND_NOT_SET -> Bounds.requiredOneOf(at, "kind", false, "function, provider");
    }
  }

  private static void function(Violations at, FunctionTool function, Set<String> names) {
    String name = function.getName();
    Bounds.required(at, "name", name);
    name(at, name, '+', names);
    Bounds.jsonObject(at, "parameters_schema_json", function.getParametersSchemaJson());
  }

  private static void provider(Violations at, ProviderTool tool, Set<String> names) {
    String type = tool.getType();
    Bounds.requiredPattern(at, "type", type, Patterns.isProviderType(type), Patterns.PROVIDER_TYPE);
    name(at, tool.getName(), '*', names);
    Bounds.jsonObject(at, "config_json", tool.getConfigJson());
  }

  private static void name(Violations at, String name, char times, Set<String> names) {
    Bounds.atMost(at, "name", name, 128);
    Bounds.pattern(at, "name", name, Patterns.isName(name), Patterns.NAME + times);
    if (!name.isEmpty() && !names.add(name)) {
      at.invalid("name", "is " + Texts.quote(name) + ", as is that of another tool");
    }
  }

  private static void choice(Violations at, ToolChoice choice, Set<String> names) {
    int mode = choice.getModeValue();
    Bounds.known(at, "mode", mode, ToolChoice.Mode.forNumber(mode) != null);
    for (int i = 0; i < choice.getAllowedNamesCount(); i++) {
      String name = choice.getAllowedNames(i);
      if (!names.contains(name)) {
        at.invalid(
            "allowed_names[" + i + ']',
            "is " + Texts.quote(name) + "; no tool of the request has this name");
      }
    }
  }

  private static void schema(Violations at, JsonSchema schema) {
    String name = schema.getName();
    Bounds.atMost(at, "name", name, 64);
    Bounds.pattern(at, "name", name, Patterns.isSchemaName(name), Patterns.SCHEMA_NAME + '*');
    Bounds.requiredJsonObject(at, "schema_json", schema.getSchemaJson());
  }

  private static void grammar(Violations at, Grammar grammar) {
    Bounds.required(at, "syntax", grammar.getSyntax());
    Bounds.required(at, "definition", grammar.getDefinition());
  }
}
