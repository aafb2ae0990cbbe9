package dev.patchbay.plugin.toolkit.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.anthropic.Turns.Placed;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes parts as content blocks. */
final class BlockWriter {
  /** Under this name the service takes arguments that are no JSON object. */
  private static final String INVALID_JSON = "INVALID_JSON";

  private final RequestBody body;
  private final JsonWriter json;
  private final String provider;
  private final BlockEnd end;
  private final MediaWriter media;

  BlockWriter(RequestBody body, Variant variant) {
    this.body = body;
    this.json = body.json;
    this.provider = variant.provider();
    this.end = new BlockEnd(body);
    this.media = new MediaWriter(body, end);
  }

  /** Whether a part can be written; what of it can't is reported. */
  boolean keeps(Placed placed) {
    Part part = placed.part();
    boolean kept = isKnown(part);
    // A text without a word is refused, and says nothing.
    boolean empty = part instanceof Part.Text text && text.text().isEmpty();
    if (!kept && !empty) {
      body.drop(placed.path());
    }
    Marks marks = part.marks();
    boolean signed = part instanceof Part.Reasoning || part instanceof Part.ToolCall;
    boolean proof = signed && isOurs(marks);
    body.dropIf(kept && marks.signature() != null && !proof, placed.path() + ".signature");
    boolean cacheable = !(part instanceof Part.Reasoning) && !(part instanceof Part.Opaque);
    body.dropIf(kept && marks.cachePoint() != null && !cacheable, placed.path() + ".cache_point");
    return kept;
  }

  private boolean isKnown(Part part) {
    return switch (part) {
      case Part.Text text -> !text.text().isEmpty();
      case Part.Refusal refusal -> !refusal.text().isEmpty();
      case Part.Media picture -> true;
      case Part.ToolCall call -> true;
      case Part.ToolResult result -> true;
      case Part.Reasoning reasoning ->
          isOurs(reasoning.marks())
              && (reasoning.redacted() != null || reasoning.marks().signature() != null);
      case Part.Opaque opaque -> isOurs(opaque);
      default -> false;
    };
  }

  private boolean isOurs(Marks marks) {
    return provider.equals(marks.mintedBy());
  }

  /** Callers of this dialect name its blocks after Anthropic, wherever they are sent. */
  private boolean isOurs(Part.Opaque opaque) {
    String type = opaque.type();
    return type.startsWith(provider + ".") || type.startsWith("anthropic.");
  }

  /** Whether a part is thinking that the service takes back. */
  static boolean isThinking(Part part) {
    return part instanceof Part.Reasoning
        || (part instanceof Part.Opaque opaque && opaque.type().endsWith(".redacted_thinking"));
  }

  /** Writes parts that are kept. */
  void array(List<Placed> parts) {
    json.beginArray();
    parts.forEach(this::write);
    json.endArray();
  }

  private void write(Placed placed) {
    String path = placed.path();
    switch (placed.part()) {
      case Part.Text text -> text(text.text(), text.marks(), path);
      case Part.Refusal refusal -> text(refusal.text(), refusal.marks(), path);
      case Part.Media item -> media.write(item, path);
      case Part.ToolCall call -> toolUse(call, path);
      case Part.ToolResult result -> toolResult(result, path);
      case Part.Reasoning reasoning -> thinking(reasoning, path);
      case Part.Opaque opaque -> opaque(opaque, path);
      default -> throw new IllegalStateException("not kept: " + placed.part());
    }
  }

  private void text(String text, Marks marks, String path) {
    json.beginObject().name("type").string("text").name("text").string(text);
    end.write(marks, path);
  }

  private void thinking(Part.Reasoning reasoning, String path) {
    if (reasoning.redacted() != null) {
      json.beginObject().name("type").string("redacted_thinking");
      json.name("data").string(reasoning.redacted());
    } else {
      json.beginObject().name("type").string("thinking").name("thinking");
      json.string(reasoning.text());
      body.text("signature", reasoning.marks().signature());
    }
    end.write(Marks.of(reasoning.marks().extra()), path);
  }

  private void toolUse(Part.ToolCall call, String path) {
    json.beginObject().name("type").string("tool_use").name("id").string(id(call.id()));
    json.name("name").string(call.name()).name("input");
    input(call.arguments());
    String signature = call.marks().signature();
    if (signature != null && isOurs(call.marks())) {
      body.extra(Extra.of(signature), ModelledNames.BLOCK, path);
    }
    end.write(call.marks(), path);
  }

  /** The service takes ids of letters, digits, underscores and hyphens; other makers have more. */
  private static String id(String id) {
    return id.replaceAll("[^a-zA-Z0-9_-]", "_");
  }

  private void input(String arguments) {
    if (arguments.isBlank()) {
      json.beginObject().endObject();
    } else if (isObject(arguments)) {
      json.json(arguments);
    } else {
      json.beginObject().name(INVALID_JSON).string(arguments).endObject();
    }
  }

  private static boolean isObject(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    JsonReader reader = new JsonReader().over(bytes, 0, bytes.length);
    if (reader.peek() != '{') {
      return false;
    }
    try {
      reader.skipToEnd();
      return true;
    } catch (JsonException e) {
      return false;
    }
  }

  private void toolResult(Part.ToolResult result, String path) {
    json.beginObject().name("type").string("tool_result");
    json.name("tool_use_id").string(id(result.callId()));
    List<Placed> parts = new ArrayList<>();
    for (int i = 0; i < result.parts().size(); i++) {
      Placed placed = new Placed(result.parts().get(i), path + ".parts[" + i + "]");
      if (keeps(placed)) {
        parts.add(placed);
      }
    }
    if (!parts.isEmpty()) {
      json.name("content");
      array(parts);
    }
    if (result.error()) {
      json.name("is_error").bool(true);
    }
    end.write(result.marks(), path);
  }

  private void opaque(Part.Opaque opaque, String path) {
    json.beginObject();
    String members = RequestBody.membersOf(opaque.json(), path);
    try {
      json.members(members, name -> true);
    } catch (JsonException e) {
      throw RequestBody.invalid(path, e);
    }
    body.extra(opaque.marks().extra(), Set.of(), path);
    json.endObject();
  }
}
