package dev.patchbay.server.grpc;

import static dev.patchbay.server.grpc.CallTranslation.emptyToNull;

import dev.patchbay.spi.Extra;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import dev.patchbay.v1.FunctionTool;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.Grammar;
import dev.patchbay.v1.JsonSchema;
import dev.patchbay.v1.ProviderTool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts tools, the choice among them and the answer's form into the neutral model. */
final class ToolTranslation {
  private ToolTranslation() {}

  static List<Tool> tools(List<dev.patchbay.v1.Tool> tools) {
    if (tools.isEmpty()) {
      return List.of();
    }
    var translated = new ArrayList<Tool>(tools.size());
    for (dev.patchbay.v1.Tool tool : tools) {
      translated.add(
          switch (tool.getKindCase()) {
            case FUNCTION -> function(tool.getFunction());
            case PROVIDER -> hosted(tool.getProvider());
            case KIND_NOT_SET -> throw new IllegalArgumentException("a tool without a kind");
          });
    }
    return translated;
  }

  static ToolChoice choice(GenerationInput input) {
    dev.patchbay.v1.ToolChoice choice = input.getToolChoice();
    return new ToolChoice(
        mode(choice.getMode()),
        choice.getAllowedNamesList(),
        choice.hasParallel() ? choice.getParallel() : null);
  }

  static ResponseFormat format(GenerationInput input) {
    dev.patchbay.v1.ResponseFormat format = input.getResponseFormat();
    return switch (format.getKindCase()) {
      case TEXT -> new ResponseFormat.Text();
      case JSON_OBJECT -> new ResponseFormat.JsonObject();
      case JSON_SCHEMA -> schema(format.getJsonSchema());
      case GRAMMAR -> grammar(format.getGrammar());
      case KIND_NOT_SET -> throw new IllegalArgumentException("a response format without a kind");
    };
  }

  private static Tool function(FunctionTool function) {
    return new Tool.Function(
        function.getName(),
        emptyToNull(function.getDescription()),
        function.getParametersSchemaJson(),
        function.hasStrict() ? function.getStrict() : null,
        Extra.NONE);
  }

  private static Tool hosted(ProviderTool tool) {
    String config = tool.getConfigJson();
    return new Tool.Hosted(tool.getType(), tool.getName(), config.isEmpty() ? "{}" : config);
  }

  private static @Nullable String mode(dev.patchbay.v1.ToolChoice.Mode mode) {
    return switch (mode) {
      case MODE_UNSPECIFIED -> null;
      case MODE_AUTO -> ToolChoice.AUTO;
      case MODE_NONE -> ToolChoice.NONE;
      case MODE_REQUIRED -> ToolChoice.REQUIRED;
      case UNRECOGNIZED -> throw new IllegalArgumentException("an unknown mode of tool choice");
    };
  }

  private static ResponseFormat schema(JsonSchema schema) {
    return new ResponseFormat.JsonSchema(
        schema.getName(),
        emptyToNull(schema.getDescription()),
        schema.getSchemaJson(),
        schema.hasStrict() ? schema.getStrict() : null,
        Extra.NONE);
  }

  private static ResponseFormat grammar(Grammar grammar) {
    return new ResponseFormat.Grammar(grammar.getSyntax(), grammar.getDefinition());
  }
}
