package dev.patchbay.plugin.cohere;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.cohere.ContentWriter.Placed;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes messages. Thinking of an answer that calls tools goes back as its {@code tool_plan}, any
 * other as content.
 */
final class MessageWriter {
  private static final Set<String> MESSAGE =
      Set.of("role", "content", "tool_plan", "tool_calls", "tool_call_id");
  private static final Set<String> CALL = Set.of("id", "type", "function");

  private final RequestBody body;
  private final JsonWriter json;
  private final ContentWriter contents;

  MessageWriter(RequestBody body) {
    this.body = body;
    this.json = body.json;
    this.contents = new ContentWriter(body);
  }

  void messages(List<Message> messages) {
    json.beginArray();
    for (int i = 0; i < messages.size(); i++) {
      message(messages.get(i), "messages[" + i + "]");
    }
    json.endArray();
  }

  private void message(Message message, String path) {
    List<Placed> content = new ArrayList<>();
    List<Placed> calls = new ArrayList<>();
    List<Placed> thoughts = new ArrayList<>();
    boolean results = false;
    for (int i = 0; i < message.parts().size(); i++) {
      Part part = message.parts().get(i);
      Placed placed = new Placed(part, path + ".parts[" + i + "]");
      contents.marks(placed);
      switch (part) {
        case Part.ToolResult result -> {
          result(result, message, placed.path());
          results = true;
        }
        case Part.ToolCall call -> calls.add(placed);
        case Part.Reasoning thought -> {
          if (thought.redacted() == null) {
            thoughts.add(placed);
          } else {
            body.drop(placed.path());
          }
        }
        case Part.Text text -> content.add(placed);
        case Part.Refusal refusal -> content.add(placed);
        case Part.Media media -> content.add(placed);
        case Part.Opaque opaque when opaque.type().startsWith("cohere.") -> content.add(placed);
        default -> body.drop(placed.path());
      }
    }
    if (calls.isEmpty()) {
      content.addAll(0, thoughts);
    }
    if (!results || !content.isEmpty() || !calls.isEmpty()) {
      turn(message, path, content, calls, calls.isEmpty() ? List.of() : thoughts);
    }
  }

  private void turn(
      Message message, String path, List<Placed> content, List<Placed> calls, List<Placed> plan) {
    json.beginObject().name("role").string(role(message.role(), path));
    if (!content.isEmpty()) {
      json.name("content");
      contents.content(content);
    } else if (calls.isEmpty()) {
      json.name("content").string("");
    }
    if (!plan.isEmpty()) {
      StringBuilder text = new StringBuilder();
      plan.forEach(placed -> text.append(((Part.Reasoning) placed.part()).text()));
      json.name("tool_plan").string(text);
    }
    calls(calls);
    body.extra(message.extra(), MESSAGE, path);
    body.dropIf(message.name() != null, path + ".name");
    json.endObject();
  }

  private static String role(String role, String path) {
    return switch (role) {
      case Message.SYSTEM, Message.DEVELOPER -> Message.SYSTEM;
      case Message.USER, Message.ASSISTANT -> role;
      default ->
          throw new ProviderException(
              ErrorKind.UNSUPPORTED, path + ".role: Cohere has no turn of the role '" + role + "'");
    };
  }

  private void calls(List<Placed> calls) {
    if (calls.isEmpty()) {
      return;
    }
    json.name("tool_calls").beginArray();
    for (Placed placed : calls) {
      Part.ToolCall call = (Part.ToolCall) placed.part();
      json.beginObject().name("id").string(call.id()).name("type").string("function");
      json.name("function").beginObject().name("name").string(call.name());
      json.name("arguments").string(call.arguments()).endObject();
      body.extra(call.marks().extra(), CALL, placed.path());
      json.endObject();
    }
    json.endArray();
  }

  private void result(Part.ToolResult result, Message message, String path) {
    json.beginObject().name("role").string("tool");
    json.name("tool_call_id").string(result.callId());
    json.name("content");
    List<Placed> texts = new ArrayList<>();
    for (int i = 0; i < result.parts().size(); i++) {
      Part part = result.parts().get(i);
      Placed placed = new Placed(part, path + ".parts[" + i + "]");
      contents.marks(placed);
      if (part instanceof Part.Text) {
        texts.add(placed);
      } else {
        body.drop(placed.path());
      }
    }
    if (texts.isEmpty()) {
      json.string("");
    } else {
      contents.content(texts);
    }
    body.dropIf(result.error(), path + ".error");
    body.extra(result.marks().extra(), MESSAGE, path);
    if (message.role().equals(Message.TOOL)) {
      body.extra(message.extra(), MESSAGE, path);
    }
    json.endObject();
  }
}
