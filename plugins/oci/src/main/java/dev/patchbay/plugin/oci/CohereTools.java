package dev.patchbay.plugin.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Tool;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes tools as COHERE has them: a flat list of parameters with Python's names of types. What a
 * parameter's schema says beyond its type stands in its description, where the model reads it.
 */
final class CohereTools {
  private final RequestBody body;
  private final JsonWriter json;

  CohereTools(RequestBody body) {
    this.body = body;
    this.json = body.json;
  }

  /**
   * Writes the member {@code tools}.
   *
   * @param shown names of those that may be used; empty: all
   */
  void write(List<Tool> tools, List<String> shown) {
    json.name("tools").beginArray();
    for (int i = 0; i < tools.size(); i++) {
      String path = "tools[" + i + "]";
      if (!(tools.get(i) instanceof Tool.Function function)) {
        body.drop(path);
      } else if (shown.isEmpty() || shown.contains(function.name())) {
        function(function, path);
      }
    }
    json.endArray();
  }

  private void function(Tool.Function function, String path) {
    String description = function.description();
    json.beginObject().name("name").string(function.name());
    json.name("description").string(description == null ? function.name() : description);
    if (!function.schema().isBlank()) {
      try {
        parameters(function.schema(), path + ".schema");
      } catch (JsonException e) {
        throw RequestBody.invalid(path + ".schema", e);
      }
    }
    json.endObject();
    body.dropIf(Boolean.TRUE.equals(function.strict()), path + ".strict");
    body.dropIf(!function.extra().isEmpty(), path + ".extra");
  }

  private static JsonReader over(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new JsonReader().over(bytes, 0, bytes.length);
  }

  private void parameters(String schema, String path) {
    JsonReader reader = over(schema);
    Set<String> required = new HashSet<>();
    String properties = null;
    reader.beginObject();
    while (reader.nextMember()) {
      switch (reader.name()) {
        case "properties" -> properties = reader.raw();
        case "required" -> {
          reader.beginArray();
          while (reader.nextElement()) {
            required.add(reader.string());
          }
        }
        // Parameters that are not listed can't be said anyway.
        case "type", "additionalProperties", "$schema", "title" -> reader.skip();
        default -> {
          body.drop(path + "." + reader.name());
          reader.skip();
        }
      }
    }
    reader.end();
    if (properties != null && properties.startsWith("{")) {
      definitions(over(properties), required);
    }
  }

  private void definitions(JsonReader reader, Set<String> required) {
    json.name("parameterDefinitions").beginObject();
    reader.beginObject();
    while (reader.nextMember()) {
      String name = reader.name();
      definition(name, reader.raw(), required.contains(name));
    }
    json.endObject();
  }

  private void definition(String name, String schema, boolean required) {
    String type = null;
    String description = "";
    boolean more = false;
    if (schema.startsWith("{")) {
      JsonReader reader = over(schema);
      reader.beginObject();
      while (reader.nextMember()) {
        if (reader.name().equals("description") && reader.peek() == '"') {
          description = reader.string();
        } else if (reader.name().equals("type") && reader.peek() == '"') {
          type = reader.string();
        } else {
          more |= !reader.name().equals("title");
          reader.skip();
        }
      }
    }
    json.name(name).beginObject();
    String whole = more ? (description + " JSON Schema: " + schema).strip() : description;
    if (!whole.isEmpty()) {
      json.name("description").string(whole);
    }
    json.name("type").string(python(type));
    json.name("isRequired").bool(required).endObject();
  }

  private static String python(@Nullable String type) {
    return switch (type) {
      case "string" -> "str";
      case "number" -> "float";
      case "integer" -> "int";
      case "boolean" -> "bool";
      case "array" -> "list";
      case "object" -> "dict";
      case null -> "any";
      default -> type;
    };
  }
}
