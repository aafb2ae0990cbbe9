package dev.patchbay.plugin.toolkit.body;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes functions each inside an object with its type, for services that have this form of
 * OpenAI's, but want a schema of every function and don't take one of them by name: only those that
 * may be chosen are shown. Tools of other kinds are dropped.
 */
public final class NestedFunctions {
  private static final Set<String> MODELLED = Set.of("name", "description", "parameters", "strict");
  private static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

  private final RequestBody body;
  private final String type;

  /**
   * @param type the service's word for a function
   */
  public NestedFunctions(RequestBody body, String type) {
    this.body = body;
    this.type = type;
  }

  /**
   * Writes the list.
   *
   * @return where those shown want to be called strictly, for which services have different words
   */
  public List<String> write(List<Tool> tools, @Nullable ToolChoice choice) {
    List<String> shown = choice == null ? List.of() : choice.allowed();
    List<String> strict = new ArrayList<>();
    body.json.beginArray();
    for (int i = 0; i < tools.size(); i++) {
      String path = "tools[" + i + "]";
      if (!(tools.get(i) instanceof Tool.Function function)) {
        body.drop(path);
      } else if (shown.isEmpty() || shown.contains(function.name())) {
        function(function, path);
        if (Boolean.TRUE.equals(function.strict())) {
          strict.add(path + ".strict");
        }
      }
    }
    body.json.endArray();
    return strict;
  }

  private void function(Tool.Function function, String path) {
    JsonWriter json = body.json;
    json.beginObject().name("type").string(type).name("function").beginObject();
    json.name("name").string(function.name());
    body.text("description", function.description());
    String schema = function.schema();
    body.json("parameters", schema.isEmpty() ? NO_PARAMETERS : schema, path + ".schema");
    body.extra(function.extra(), MODELLED, path);
    json.endObject().endObject();
  }
}
