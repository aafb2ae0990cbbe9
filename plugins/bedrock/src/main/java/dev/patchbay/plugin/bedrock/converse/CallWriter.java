package dev.patchbay.plugin.bedrock.converse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Part;
import java.util.Set;

/** Writes the calls of tools, and what they gave. */
final class CallWriter {
  private static final String INVALID_JSON = "INVALID_JSON";
  private static final Set<String> CALL = Set.of("toolUseId", "name", "input");
  private static final Set<String> RESULT = Set.of("toolUseId", "content", "status");

  private final RequestBody body;
  private final JsonWriter json;
  private final BlockWriter blocks;
  private final boolean claude;

  CallWriter(RequestBody body, BlockWriter blocks, Family family) {
    this.body = body;
    this.json = body.json;
    this.blocks = blocks;
    this.claude = family == Family.CLAUDE;
  }

  void call(Part.ToolCall call, String at) {
    json.beginObject().name("toolUse").beginObject();
    json.name("toolUseId").string(ToolIds.of(call.id())).name("name").string(call.name());
    json.name("input").json(object(call.arguments(), at + ".arguments"));
    body.extra(call.marks().extra(), CALL, at);
    json.endObject().endObject();
  }

  /** Models have written arguments that are no object: Claude takes them under a name for that. */
  private String object(String arguments, String at) {
    if (arguments.isBlank()) {
      return "{}";
    } else if (isObject(arguments)) {
      return arguments;
    } else if (claude) {
      JsonWriter wrapped = new JsonWriter().beginObject();
      wrapped.name(INVALID_JSON).string(arguments).endObject();
      return new String(wrapped.bytes(), UTF_8);
    }
    throw ConverseRequest.unsupported(at, "anything but a JSON object");
  }

  private static boolean isObject(String arguments) {
    byte[] text = arguments.getBytes(UTF_8);
    JsonReader reader = new JsonReader().over(text, 0, text.length);
    try {
      boolean object = reader.peek() == '{';
      reader.skipToEnd();
      return object;
    } catch (JsonException notJson) {
      return false;
    }
  }

  void result(Part.ToolResult result, String at) {
    json.beginObject().name("toolResult").beginObject();
    json.name("toolUseId").string(ToolIds.of(result.callId()));
    json.name("content").beginArray();
    for (int i = 0; i < result.parts().size(); i++) {
      content(result.parts().get(i), at + ".parts[" + i + "]");
    }
    json.endArray();
    if (result.error()) {
      json.name("status").string("error");
    }
    body.extra(result.marks().extra(), RESULT, at);
    json.endObject().endObject();
  }

  private void content(Part part, String at) {
    body.dropIf(part.marks().signature() != null, at + ".signature");
    body.dropIf(part.marks().cachePoint() != null, at + ".cache_point");
    switch (part) {
      case Part.Text text -> blocks.text(text.text(), text.marks(), at);
      case Part.Media item -> blocks.media(item, at);
      case Part.Opaque opaque -> blocks.opaque(opaque, at);
      default -> body.drop(at);
    }
  }
}
