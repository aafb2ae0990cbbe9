package dev.patchbay.server.grpc;

import static dev.patchbay.server.grpc.BoundCase.bound;
import static dev.patchbay.server.grpc.Requests.chat;
import static dev.patchbay.server.grpc.Requests.format;
import static dev.patchbay.server.grpc.Requests.function;
import static dev.patchbay.server.grpc.Requests.functionTool;
import static dev.patchbay.server.grpc.Requests.providerTool;

import com.google.protobuf.Message;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.Grammar;
import dev.patchbay.v1.JsonObject;
import dev.patchbay.v1.JsonSchema;
import dev.patchbay.v1.PlainText;
import dev.patchbay.v1.ProviderTool;
import dev.patchbay.v1.Tool;
import java.util.List;
import java.util.stream.Stream;

/** Cases for the bounds of tools, the choice among them, and the answer's form. */
final class ToolBounds {
  private static final String SECOND = "input.tools[1].";

  private ToolBounds() {}

  static Stream<BoundCase> cases() {
    return Stream.of(functions(), providerTools(), choices(), formats(), grammars())
        .flatMap(List::stream);
  }

  private static List<BoundCase> functions() {
    String path = "input.tools[0].function.";
    return List.of(
        bound("Tool.kind", "Required.", "input.tools[0].kind")
            .accepts(function(f -> {}), providerTool(t -> {}))
            .refuses(chat(GenerationInput.Builder::addToolsBuilder)),
        bound("FunctionTool.name", "Required.", path + "name")
            .accepts(function(f -> f.setName("n")))
            .refuses(function(f -> f.setName(""))),
        bound("FunctionTool.name", "Length: 1 to 128 characters.", path + "name")
            .accepts(function(f -> f.setName("n")), function(f -> f.setName("n".repeat(128))))
            .refuses(function(f -> f.setName("")), function(f -> f.setName("n".repeat(129)))),
        bound("FunctionTool.name", "Pattern: [a-zA-Z0-9_.-]+", path + "name")
            .accepts(function(f -> f.setName("azAZ09_.-")))
            .refuses(function(f -> f.setName("look up"))),
        bound(
                "FunctionTool.name",
                "Rule: unique among the tools of the request.",
                SECOND + "function.name")
            .accepts(tools(functionTool("a"), functionTool("b")))
            .refuses(
                tools(functionTool("a"), functionTool("a")), tools(hosted("a"), functionTool("a"))),
        bound(
                "FunctionTool.parameters_schema_json",
                "JSON: object.",
                path + "parameters_schema_json")
            .accepts(
                function(f -> f.setParametersSchemaJson("")),
                function(f -> f.setParametersSchemaJson("{\"type\":\"object\"}")))
            .refuses(function(f -> f.setParametersSchemaJson("true"))));
  }

  private static List<BoundCase> providerTools() {
    String path = "input.tools[0].provider.";
    return List.of(
        bound("ProviderTool.type", "Required.", path + "type")
            .accepts(providerTool(t -> t.setType("a.b")))
            .refuses(providerTool(t -> t.setType(""))),
        bound("ProviderTool.type", "Pattern: [a-z0-9_-]+\\..+", path + "type")
            .accepts(providerTool(t -> t.setType("open-ai_1.Any thing")))
            .refuses(
                providerTool(t -> t.setType("web_search")),
                providerTool(t -> t.setType("Open.web_search"))),
        bound("ProviderTool.name", "Length: at most 128 characters.", path + "name")
            .accepts(
                providerTool(t -> t.setName("")), providerTool(t -> t.setName("n".repeat(128))))
            .refuses(providerTool(t -> t.setName("n".repeat(129)))),
        bound("ProviderTool.name", "Pattern: [a-zA-Z0-9_.-]*", path + "name")
            .accepts(providerTool(t -> t.setName("azAZ09_.-")))
            .refuses(providerTool(t -> t.setName("a:b"))),
        bound(
                "ProviderTool.name",
                "Rule: unique among the tools of the request, unless empty.",
                SECOND + "provider.name")
            .accepts(tools(hosted(""), hosted("")), tools(hosted("a"), hosted("b")))
            .refuses(tools(functionTool("a"), hosted("a"))),
        bound("ProviderTool.config_json", "JSON: object.", path + "config_json")
            .accepts(
                providerTool(t -> t.setConfigJson("")),
                providerTool(t -> t.setConfigJson("{\"a\":{}}")))
            .refuses(providerTool(t -> t.setConfigJson("{a:1}"))));
  }

  private static List<BoundCase> choices() {
    return List.of(
        bound(
                "ToolChoice.allowed_names",
                "Rule: each is the name of a tool of the request.",
                "input.tool_choice.allowed_names[1]")
            .accepts(allowed("a", "b"), allowed())
            .refuses(allowed("a", "c"), allowed("a", "")));
  }

  private static List<BoundCase> formats() {
    String path = "input.response_format.json_schema.";
    return List.of(
        bound("ResponseFormat.kind", "Required.", "input.response_format.kind")
            .accepts(
                format(f -> f.setText(PlainText.getDefaultInstance())),
                format(f -> f.setJsonObject(JsonObject.getDefaultInstance())))
            .refuses(format(f -> {})),
        bound("JsonSchema.name", "Length: at most 64 characters.", path + "name")
            .accepts(schema("", "{}"), schema("n".repeat(64), "{}"))
            .refuses(schema("n".repeat(65), "{}")),
        bound("JsonSchema.name", "Pattern: [a-zA-Z0-9_-]*", path + "name")
            .accepts(schema("azAZ09_-", "{}"))
            .refuses(schema("a.b", "{}")),
        bound("JsonSchema.schema_json", "Required.", path + "schema_json")
            .accepts(schema("n", "{}"))
            .refuses(schema("n", "")),
        bound("JsonSchema.schema_json", "JSON: object.", path + "schema_json")
            .accepts(schema("n", "{\"type\":\"object\"}"))
            .refuses(schema("n", "{\"type\":}")));
  }

  private static List<BoundCase> grammars() {
    String path = "input.response_format.grammar.";
    return List.of(
        bound("Grammar.syntax", "Required.", path + "syntax")
            .accepts(grammar("regex", "a+"))
            .refuses(grammar("", "a+")),
        bound("Grammar.definition", "Required.", path + "definition")
            .accepts(grammar("regex", "a+"))
            .refuses(grammar("regex", "")));
  }

  private static Message tools(Tool... tools) {
    return chat(input -> input.addAllTools(List.of(tools)));
  }

  private static Tool hosted(String name) {
    return Tool.newBuilder()
        .setProvider(ProviderTool.newBuilder().setType("openai.web_search").setName(name))
        .build();
  }

  private static Message allowed(String... names) {
    return chat(input -> {
      input.addTools(functionTool("a")).addTools(hosted("b")).addTools(hosted(""));
      input.getToolChoiceBuilder().addAllAllowedNames(List.of(names));
    });
  }

  private static Message schema(String name, String schema) {
    return format(
        f -> f.setJsonSchema(JsonSchema.newBuilder().setName(name).setSchemaJson(schema)));
  }

  private static Message grammar(String syntax, String definition) {
    return format(
        f -> f.setGrammar(Grammar.newBuilder().setSyntax(syntax).setDefinition(definition)));
  }
}
