package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages. Converse knows the two roles {@code user} and {@code assistant}, which take
 * turns: neighbours of one role become one message, and what the system says stands apart.
 */
final class MessageWriter {
  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";

  private final RequestBody body;
  private final JsonWriter json;
  private final BlockWriter blocks;
  private final CallWriter calls;

  /** The role of the message that is open; null: none. */
  private @Nullable String open;

  MessageWriter(RequestBody body, Family family) {
    this.body = body;
    this.json = body.json;
    this.blocks = new BlockWriter(body, family);
    this.calls = new CallWriter(body, blocks, family);
  }

  private static boolean isSystem(Message message) {
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
      case Part.Text text -> blocks.text(text.text(), text.marks(), at);
      case Part.Opaque opaque -> blocks.opaque(opaque, at);
      case Part.Media item -> throw ConverseRequest.unsupported(at, "media of the system's");
      default -> body.drop(at);
    }
    blocks.cachePoint(part.marks(), true, at);
  }

  private void message(Message message, String path) {
    String role =
        switch (message.role()) {
          case Message.USER, Message.TOOL -> USER;
          case Message.ASSISTANT -> ASSISTANT;
          default ->
              throw ConverseRequest.unsupported(
                  path + ".role", "the role '" + message.role() + "'");
        };
    beside(message, path);
    for (int i = 0; i < message.parts().size(); i++) {
      Part part = message.parts().get(i);
      String at = path + ".parts[" + i + "]";
      if (isSaid(part)) {
        turn(role);
      }
      part(part, at);
      blocks.cachePoint(part.marks(), open != null, at);
    }
  }

  private void beside(Message message, String path) {
    body.dropIf(message.name() != null, path + ".name");
    body.dropIf(!message.extra().isEmpty(), path + ".extra");
  }

  /** Whether a block comes of it. */
  private static boolean isSaid(Part part) {
    return switch (part) {
      case Part.Text text -> !text.text().isEmpty();
      case Part.Refusal refusal -> !refusal.text().isEmpty();
      case Part.Reasoning reasoning -> BlockWriter.isOurs(reasoning);
      case Part.Opaque opaque -> BlockWriter.isOurs(opaque);
      case Part.Media item -> true;
      case Part.ToolCall call -> true;
      case Part.ToolResult result -> true;
      default -> false;
    };
  }

  /** A message is begun by its first block, since none may be empty. */
  private void turn(String role) {
    if (role.equals(open)) {
      return;
    }
    if (open != null) {
      json.endArray().endObject();
    }
    open = role;
    json.beginObject().name("role").string(role).name("content").beginArray();
  }

  private void part(Part part, String at) {
    boolean signed = part.marks().signature() != null && !(part instanceof Part.Reasoning);
    body.dropIf(signed, at + ".signature");
    switch (part) {
      case Part.Text text -> blocks.text(text.text(), text.marks(), at);
      case Part.Refusal refusal -> blocks.text(refusal.text(), refusal.marks(), at);
      case Part.Media item -> blocks.media(item, at);
      case Part.Reasoning reasoning -> blocks.reasoning(reasoning, at);
      case Part.Opaque opaque -> blocks.opaque(opaque, at);
      case Part.ToolCall call -> calls.call(call, at);
      case Part.ToolResult result -> calls.result(result, at);
      default -> body.drop(at);
    }
  }
}
