package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the form that the answer must have. A form that the host can't keep to is refused: an
 * answer of another form is of no use to the caller.
 */
final class FormatWriter {
  private static final String MEMBER = "response_format";
  private static final String STRUCTURED = "structured_outputs";

  private final Members members;
  private final RequestBody body;
  private final JsonWriter json;

  FormatWriter(Members members) {
    this.members = members;
    this.body = members.body;
    this.json = members.json;
  }

  void write(@Nullable ResponseFormat format) {
    if (!members.own.lack(MEMBER) || !members.own.lack(STRUCTURED)) {
      return;
    }
    switch (format) {
      case null -> {}
      case ResponseFormat.Text text -> type("text");
      case ResponseFormat.JsonObject object -> type("json_object");
      case ResponseFormat.JsonSchema schema -> schema(schema);
      case ResponseFormat.Grammar grammar -> grammar(grammar);
      default -> throw ChatRequest.unsupported("format", "this form of an answer");
    }
  }

  private void type(String type) {
    json.name(MEMBER).beginObject().name("type").string(type).endObject();
  }

  private void schema(ResponseFormat.JsonSchema schema) {
    if (!members.quirks.jsonSchema) {
      throw new ProviderException(
          ErrorKind.UNSUPPORTED, "format: this host keeps to JSON, but not to a JSON schema");
    }
    json.name(MEMBER).beginObject().name("type").string("json_schema");
    json.name("json_schema").beginObject().name("name").string(schema.name());
    body.text("description", schema.description());
    body.bool("strict", schema.strict());
    if (!schema.schema().isEmpty()) {
      body.json("schema", schema.schema(), "format.schema");
    }
    body.extra(schema.extra(), ModelledNames.JSON_SCHEMA, "format");
    json.endObject().endObject();
  }

  private void grammar(ResponseFormat.Grammar grammar) {
    String syntax = grammar.syntax();
    switch (members.quirks.grammar) {
      case STRUCTURED_OUTPUTS -> structured(syntax, grammar.definition());
      case RESPONSE_FORMAT -> {
        if (!List.of("gbnf", "ebnf").contains(syntax)) {
          throw grammarRefused(syntax);
        }
        json.name(MEMBER).beginObject().name("type").string("grammar");
        json.name("grammar").string(grammar.definition()).endObject();
      }
      case NONE -> throw grammarRefused(syntax);
    }
  }

  private void structured(String syntax, String definition) {
    switch (syntax) {
      case "regex" -> json.name(STRUCTURED).beginObject().name("regex").string(definition);
      case "ebnf", "lark", "gbnf" ->
          json.name(STRUCTURED).beginObject().name("grammar").string(definition);
      case "choice" -> {
        json.name(STRUCTURED).beginObject().name("choice").beginArray();
        choices(definition).forEach(json::string);
        json.endArray();
      }
      default -> throw grammarRefused(syntax);
    }
    json.endObject();
  }

  /** A JSON list of texts, or one text on each line. */
  private static List<String> choices(String definition) {
    if (!definition.strip().startsWith("[")) {
      return definition.lines().filter(line -> !line.isBlank()).toList();
    }
    byte[] text = definition.getBytes(UTF_8);
    JsonReader reader = new JsonReader().over(text, 0, text.length);
    List<String> all = new ArrayList<>();
    try {
      reader.beginArray();
      while (reader.nextElement()) {
        all.add(reader.string());
      }
      reader.end();
    } catch (JsonException e) {
      throw RequestBody.invalid("format.definition", e);
    }
    return all;
  }

  private static ProviderException grammarRefused(String syntax) {
    return new ProviderException(
        ErrorKind.UNSUPPORTED, "format: this host has no grammars of the syntax '" + syntax + "'");
  }
}
