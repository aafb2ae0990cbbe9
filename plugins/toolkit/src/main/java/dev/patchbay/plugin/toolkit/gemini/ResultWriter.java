package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what functions gave back. The services want an object: what is one is sent as it is, any
 * other text is its {@code output}, and of a failure its {@code error}.
 */
final class ResultWriter {
  private final RequestBody body;
  private final JsonWriter json;
  private final MediaWriter media;
  private final GeminiHost host;
  private final boolean takesMedia;
  private Map<String, String> names = Map.of();

  /**
   * @param takesMedia whether the model takes pictures and documents in results
   */
  ResultWriter(RequestBody body, MediaWriter media, GeminiHost host, boolean takesMedia) {
    this.body = body;
    this.json = body.json;
    this.media = media;
    this.host = host;
    this.takesMedia = takesMedia;
  }

  void names(Map<String, String> byCall) {
    names = byCall;
  }

  void write(Part.ToolResult result, String path) {
    json.name("functionResponse").beginObject();
    body.text("id", result.callId().isEmpty() || host.vertex() ? null : result.callId());
    json.name("name").string(name(result, path));
    StringBuilder text = new StringBuilder();
    List<Part.Media> items = new ArrayList<>();
    for (int i = 0; i < result.parts().size(); i++) {
      part(result.parts().get(i), path + ".parts[" + i + "]", text, items);
    }
    json.name("response");
    response(text.toString(), result.error());
    if (!items.isEmpty()) {
      json.name("parts").beginArray();
      for (Part.Media item : items) {
        json.beginObject();
        media.write(item, path);
        json.endObject();
      }
      json.endArray();
    }
    json.endObject();
  }

  private void part(Part part, String path, StringBuilder text, List<Part.Media> items) {
    body.dropIf(part.marks().cachePoint() != null, path + ".cache_point");
    body.dropIf(!part.marks().extra().isEmpty(), path + ".extra");
    switch (part) {
      case Part.Text some -> text.append(some.text());
      case Part.Media item when takesMedia -> items.add(item);
      default -> body.drop(path);
    }
  }

  private String name(Part.ToolResult result, String path) {
    @Nullable String called = names.get(result.callId());
    String name = result.name() == null ? called : result.name();
    if (name == null) {
      throw GenerateRequest.unsupported(
          path, "the result of a call that is not in the conversation and has no name");
    }
    return name;
  }

  private void response(String text, boolean error) {
    boolean object = JsonText.isObject(text);
    if (object && !error) {
      json.json(text);
      return;
    }
    json.beginObject().name(error ? "error" : "output");
    if (object) {
      json.json(text);
    } else {
      json.string(text);
    }
    json.endObject();
  }
}
