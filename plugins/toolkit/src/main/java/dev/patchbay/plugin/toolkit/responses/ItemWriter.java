package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.responses.ContentWriter.Placed;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect.Thoughts;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes messages as items, in the order of their parts: a run of content is a message, and each
 * call, output and piece of thinking is an item of its own.
 */
final class ItemWriter {
  private final RequestBody body;
  private final JsonWriter json;
  private final ResponsesDialect dialect;
  private final ContentWriter content;

  // The message under way.
  private String role = "";
  private Extra extra = Extra.NONE;
  private final List<Placed> run = new ArrayList<>();

  ItemWriter(RequestBody body, ResponsesDialect dialect) {
    this.body = body;
    this.json = body.json;
    this.dialect = dialect;
    this.content = new ContentWriter(body);
  }

  /**
   * Writes {@code instructions} and {@code input}.
   *
   * @param own members that the caller has written itself
   */
  void write(List<Message> messages, Set<String> own) {
    boolean first = messages.size() > 1 && isInstructions(messages.getFirst());
    boolean told = first && dialect.instructions() && !own.contains("instructions");
    if (told && messages.getFirst().parts().getFirst() instanceof Part.Text text) {
      json.name("instructions").string(text.text());
    }
    if (own.contains("input")) {
      return;
    }
    json.name("input").beginArray();
    for (int i = told ? 1 : 0; i < messages.size(); i++) {
      message(messages.get(i), "messages[" + i + "]");
    }
    json.endArray();
  }

  private static boolean isInstructions(Message message) {
    return message.role().equals(Message.SYSTEM)
        && message.name() == null
        && message.extra().isEmpty()
        && message.parts().size() == 1
        && message.parts().getFirst() instanceof Part.Text text
        && text.marks().equals(Marks.NONE);
  }

  private void message(Message message, String path) {
    role = role(message, path);
    extra = message.extra();
    body.dropIf(message.name() != null, path + ".name");
    for (int i = 0; i < message.parts().size(); i++) {
      part(message.parts().get(i), path + ".parts[" + i + "]");
    }
    if (!run.isEmpty() || message.parts().isEmpty()) {
      flush(path);
    }
    body.dropIf(!extra.isEmpty(), path + ".extra");
  }

  private static String role(Message message, String path) {
    return switch (message.role()) {
      case Message.SYSTEM, Message.DEVELOPER, Message.USER, Message.ASSISTANT -> message.role();
      case Message.TOOL -> {
        if (!message.parts().stream().allMatch(Part.ToolResult.class::isInstance)) {
          throw ResponsesRequest.unsupported(
              path, "a message of role tool with more than tool results");
        }
        yield message.role();
      }
      default ->
          throw ResponsesRequest.unsupported(path + ".role", "the role '" + message.role() + "'");
    };
  }

  private void part(Part part, String path) {
    marks(part, path);
    switch (part) {
      case Part.Text text -> run.add(new Placed(text, path));
      case Part.Refusal refusal -> run.add(new Placed(refusal, path));
      case Part.Media media -> media(media, path);
      case Part.ToolCall call -> call(call, path);
      case Part.ToolResult result -> result(result, path);
      case Part.Reasoning reasoning -> reasoning(reasoning, path);
      case Part.Opaque opaque -> opaque(opaque, path);
      default -> body.drop(path);
    }
  }

  private void marks(Part part, String path) {
    Marks marks = part.marks();
    boolean signed = marks.signature() != null && !(part instanceof Part.Reasoning);
    body.dropIf(signed, path + ".signature");
    body.dropIf(marks.cachePoint() != null, path + ".cache_point");
  }

  private void media(Part.Media media, String path) {
    if (role.equals(Message.ASSISTANT)) {
      throw ResponsesRequest.unsupported(path, "a picture or document in an answer");
    }
    run.add(new Placed(media, path));
  }

  /** Writes the run of content as a message; the message's extras go with its first one. */
  private void flush(String path) {
    json.beginObject().name("role").string(role).name("content");
    content.write(run, role.equals(Message.ASSISTANT));
    body.extra(extra, ResponsesNames.ITEM, path);
    json.endObject();
    extra = Extra.NONE;
    run.clear();
  }

  private JsonWriter item(String type, String path) {
    if (!run.isEmpty()) {
      flush(path);
    }
    return json.beginObject().name("type").string(type);
  }

  private void end(Part part, String path) {
    body.extra(part.marks().extra(), ResponsesNames.ITEM, path);
    json.endObject();
  }

  private void call(Part.ToolCall call, String path) {
    item("function_call", path).name("call_id").string(call.id());
    json.name("name").string(call.name()).name("arguments").string(call.arguments());
    end(call, path);
  }

  private void result(Part.ToolResult result, String path) {
    item("function_call_output", path).name("call_id").string(result.callId()).name("output");
    List<Placed> parts = new ArrayList<>();
    for (int i = 0; i < result.parts().size(); i++) {
      Part part = result.parts().get(i);
      String at = path + ".parts[" + i + "]";
      marks(part, at);
      if (part instanceof Part.Text || part instanceof Part.Media || isOwnContent(part)) {
        parts.add(new Placed(part, at));
      } else {
        body.drop(at);
      }
    }
    content.write(parts, false);
    body.dropIf(result.error(), path + ".error");
    end(result, path);
  }

  /** Sealed thinking goes to its maker alone; the text without the seal is worth nothing there. */
  private void reasoning(Part.Reasoning reasoning, String path) {
    Marks marks = reasoning.marks();
    String sealed = reasoning.redacted() == null ? marks.signature() : reasoning.redacted();
    boolean ours = sealed != null && dialect.provider().equals(marks.mintedBy());
    boolean plain = dialect.thoughts() == Thoughts.PLAIN && !reasoning.text().isEmpty();
    if (!ours && !plain) {
      body.drop(path);
      return;
    }
    item("reasoning", path).name("summary").beginArray();
    if (ours) {
      texts("summary_text", reasoning.text());
      json.endArray();
      body.text("encrypted_content", sealed);
    } else {
      json.endArray().name("content").beginArray();
      texts("reasoning_text", reasoning.text());
      json.endArray();
    }
    end(reasoning, path);
  }

  private void texts(String type, String text) {
    if (!text.isEmpty()) {
      json.beginObject().name("type").string(type).name("text").string(text).endObject();
    }
  }

  private void opaque(Part.Opaque opaque, String path) {
    if (!opaque.type().startsWith(ResponsesDialect.OWN)) {
      body.drop(path);
    } else if (isOwnContent(opaque)) {
      run.add(new Placed(opaque, path));
    } else {
      if (!run.isEmpty()) {
        flush(path);
      }
      json.beginObject();
      body.members(Extra.of(RequestBody.membersOf(opaque.json(), path)), Set.of(), path);
      end(opaque, path);
    }
  }

  /** Whether a part of this dialect's own is content of a message, and not an item. */
  private static boolean isOwnContent(Part part) {
    return part instanceof Part.Opaque opaque
        && opaque.type().startsWith(ResponsesDialect.OWN + "input_");
  }
}
