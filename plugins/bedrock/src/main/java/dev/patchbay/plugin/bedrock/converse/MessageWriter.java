package dev.patchbay.plugin.bedrock.converse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages. Converse knows the two roles {@code user} and {@code assistant}, which take
 * turns: neighbours of one role become one message, and what the system says stands apart.
 */
final class MessageWriter {
  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";
  private static final String INVALID_JSON = "INVALID_JSON";
  private static final Set<String> TEXT = Set.of("text");
  private static final Set<String> CALL = Set.of("toolUseId", "name", "input");
  private static final Set<String> RESULT = Set.of("toolUseId", "content", "status");

  private final RequestBody body;
  private final JsonWriter json;
  private final boolean caches;
  private final boolean claude;
  private final MediaWriter media;

  /** The role of the message that is open; null: none. */
  private @Nullable String open;

  /** The role of the blocks that come. */
  private String role = USER;

  MessageWriter(RequestBody body, Family family) {
    this.body = body;
    this.json = body.json;
    this.claude = family == Family.CLAUDE;
    this.caches = claude || family == Family.NOVA || family == Family.UNKNOWN;
    this.media = new MediaWriter(body);
  }

  static boolean isSystem(Message message) {
    return message.role().equals(Message.SYSTEM) || message.role().equals(Message.DEVELOPER);
  }

  /** Writes all but what the system says. */
  void turns(List<Message> messages) {
    json.name("messages").beginArray();
    for (int i = 0; i < messages.size(); i++) {
      if (!isSystem(messages.get(i))) {
        message(messages.get(i), "messages[" + i + "]");
      }
    }
    if (open != null) {
      json.endArray().endObject();
    }
    json.endArray();
  }

  /** Writes what the system says. It stands first; that it came later is reported. */
  void system(List<Message> messages) {
    if (messages.stream().noneMatch(MessageWriter::isSystem)) {
      return;
    }
    json.name("system").beginArray();
    boolean first = true;
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      String path = "messages[" + i + "]";
      if (isSystem(message)) {
        body.dropIf(!first, path + ".position");
        beside(message, path);
        for (int k = 0; k < message.parts().size(); k++) {
          systemPart(message.parts().get(k), path + ".parts[" + k + "]");
        }
      } else {
        first = false;
      }
    }
    json.endArray();
  }

  private void systemPart(Part part, String at) {
    switch (part) {
      case Part.Text text -> text(text.text(), text.marks(), at);
      case Part.Opaque opaque -> opaque(opaque, at);
      case Part.Media item -> throw ConverseRequest.unsupported(at, "media of the system's");
      default -> body.drop(at);
    }
    cachePoint(part.marks(), true, at);
  }

  private void message(Message message, String path) {
    role =
        switch (message.role()) {
          case Message.USER, Message.TOOL -> USER;
          case Message.ASSISTANT -> ASSISTANT;
          default ->
              throw ConverseRequest.unsupported(
                  path + ".role", "the role '" + message.role() + "'");
        };
    beside(message, path);
    for (int i = 0; i < message.parts().size(); i++) {
      part(message.parts().get(i), path + ".parts[" + i + "]");
    }
  }

  private void beside(Message message, String path) {
    body.dropIf(message.name() != null, path + ".name");
    body.dropIf(!message.extra().isEmpty(), path + ".extra");
  }

  private void part(Part part, String at) {
    boolean signed = part.marks().signature() != null && !(part instanceof Part.Reasoning);
    body.dropIf(signed, at + ".signature");
    switch (part) {
      case Part.Text text -> turnText(text.text(), text.marks(), at);
      case Part.Refusal refusal -> turnText(refusal.text(), refusal.marks(), at);
      case Part.Media item -> {
        turn();
        media.write(item, at);
      }
      case Part.Reasoning reasoning -> reasoning(reasoning, at);
      case Part.ToolCall call -> call(call, at);
      case Part.ToolResult result -> result(result, at);
      case Part.Opaque opaque -> {
        if (ours(opaque)) {
          turn();
        }
        opaque(opaque, at);
      }
      default -> body.drop(at);
    }
    cachePoint(part.marks(), open != null, at);
  }

  /** A message is begun by its first block, since none may be empty. */
  private void turn() {
    if (role.equals(open)) {
      return;
    }
    if (open != null) {
      json.endArray().endObject();
    }
    open = role;
    json.beginObject().name("role").string(role).name("content").beginArray();
  }

  private void turnText(String text, Marks marks, String at) {
    if (!text.isEmpty()) {
      turn();
    }
    text(text, marks, at);
  }

  /** Blocks of no text are refused. */
  private void text(String text, Marks marks, String at) {
    if (!text.isEmpty()) {
      json.beginObject().name("text").string(text).endObject();
    }
    body.dropIf(!marks.extra().isEmpty(), at + ".extra");
  }

  /** Behind all that was written, also where its own part was not. */
  private void cachePoint(Marks marks, boolean written, String at) {
    String life = marks.cachePoint();
    if (life == null) {
      return;
    }
    if (!caches || !written) {
      body.drop(at + ".cache_point");
      return;
    }
    json.beginObject().name("cachePoint").beginObject().name("type").string("default");
    if (!life.isEmpty()) {
      json.name("ttl").string(life);
    }
    json.endObject().endObject();
  }

  /** Goes back to its maker alone. */
  private void reasoning(Part.Reasoning reasoning, String at) {
    Marks marks = reasoning.marks();
    if (!ConverseRequest.PROVIDER.equals(marks.mintedBy())) {
      body.drop(at);
      return;
    }
    turn();
    json.beginObject().name("reasoningContent").beginObject();
    if (reasoning.redacted() != null) {
      json.name("redactedContent").string(reasoning.redacted());
    } else {
      json.name("reasoningText").beginObject().name("text").string(reasoning.text());
      body.text("signature", marks.signature());
      body.extra(marks.extra(), TEXT, at);
      json.endObject();
    }
    json.endObject().endObject();
  }

  private void call(Part.ToolCall call, String at) {
    turn();
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

  private void result(Part.ToolResult result, String at) {
    turn();
    json.beginObject().name("toolResult").beginObject();
    json.name("toolUseId").string(ToolIds.of(result.callId()));
    json.name("content").beginArray();
    for (int i = 0; i < result.parts().size(); i++) {
      resultPart(result.parts().get(i), at + ".parts[" + i + "]");
    }
    json.endArray();
    if (result.error()) {
      json.name("status").string("error");
    }
    body.extra(result.marks().extra(), RESULT, at);
    json.endObject().endObject();
  }

  private void resultPart(Part part, String at) {
    body.dropIf(part.marks().signature() != null, at + ".signature");
    body.dropIf(part.marks().cachePoint() != null, at + ".cache_point");
    switch (part) {
      case Part.Text text -> text(text.text(), text.marks(), at);
      case Part.Media item -> media.write(item, at);
      case Part.Opaque opaque -> opaque(opaque, at);
      default -> body.drop(at);
    }
  }

  private static boolean ours(Part.Opaque opaque) {
    return opaque.type().startsWith(ConverseRequest.PROVIDER + ".");
  }

  /** A block as it is. */
  private void opaque(Part.Opaque opaque, String at) {
    if (!ours(opaque)) {
      body.drop(at);
      return;
    }
    try {
      json.json(opaque.json());
    } catch (JsonException e) {
      throw RequestBody.invalid(at, e);
    }
    body.dropIf(opaque.marks().extra() != Extra.NONE, at + ".extra");
  }
}
