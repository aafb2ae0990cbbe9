package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import java.util.List;
import java.util.Set;

/**
 * Writes the messages of GENERIC and of COHEREV2, which differ in their parts only. One neutral
 * message becomes one of Oracle's for each tool result in it, then one for the rest.
 */
final class Turns {
  private static final Set<String> MESSAGE =
      Set.of("role", "content", "name", "refusal", "toolCalls", "toolCallId", "reasoningContent");
  private static final Set<String> PART = Set.of("type", "text", "thinking");
  private static final Set<String> CALL = Set.of("id", "type", "name", "arguments", "function");

  /** The service fails on a turn that only calls tools, so that its clients let it say this. */
  private static final String NOTHING_SAID = ".";

  private final RequestBody body;
  private final JsonWriter json;
  private final Media media;
  private final boolean generic;
  private final boolean developers;

  Turns(RequestBody body, ApiFormat format, String model) {
    this.body = body;
    this.json = body.json;
    this.media = new Media(body);
    this.generic = format == ApiFormat.GENERIC;
    this.developers = generic && ModelFamily.isOpenAi(model);
  }

  /**
   * Writes the list.
   *
   * @param turns each with the path that it has in the call
   */
  void write(List<Turn> turns) {
    json.beginArray();
    turns.forEach(this::message);
    json.endArray();
  }

  private void message(Turn turn) {
    Message message = turn.message();
    Pieces pieces = new Pieces(turn, body, generic);
    pieces.results.forEach(result -> toolResult(message, result.part(), result.path()));
    if (pieces.results.isEmpty() || !pieces.isEmpty()) {
      said(message, pieces, turn.path());
    }
  }

  private void said(Message message, Pieces pieces, String path) {
    json.beginObject().name("role").string(role(message.role(), path));
    if (generic && !message.role().equals(Message.SYSTEM)) {
      body.text("name", message.name());
    } else {
      body.dropIf(message.name() != null, path + ".name");
    }
    json.name("content").beginArray();
    pieces.content.forEach(placed -> content(placed.part(), placed.path()));
    if (pieces.content.isEmpty() && !pieces.calls.isEmpty()) {
      json.beginObject().name("type").string("TEXT").name("text").string(NOTHING_SAID).endObject();
    }
    json.endArray();
    text("reasoningContent", pieces.reasoning);
    text("refusal", pieces.refusal);
    if (!pieces.calls.isEmpty()) {
      json.name("toolCalls").beginArray();
      pieces.calls.forEach(placed -> call(placed.part(), placed.path()));
      json.endArray();
    }
    body.extra(message.extra(), MESSAGE, path);
    json.endObject();
  }

  private void text(String member, CharSequence text) {
    if (!text.isEmpty()) {
      json.name(member).string(text);
    }
  }

  private String role(String role, String path) {
    return switch (role) {
      case Message.SYSTEM -> "SYSTEM";
      case Message.DEVELOPER -> developers ? "DEVELOPER" : "SYSTEM";
      case Message.USER -> "USER";
      case Message.ASSISTANT -> "ASSISTANT";
      case Message.TOOL ->
          throw Media.unsupported(path, "a message of role tool without a tool result");
      default -> throw Media.unsupported(path + ".role", "the role '" + role + "'");
    };
  }

  private void content(Part part, String path) {
    switch (part) {
      case Part.Text text -> text("TEXT", "text", text.text(), text.marks(), path);
      case Part.Reasoning reasoning ->
          text("THINKING", "thinking", reasoning.text(), reasoning.marks(), path);
      case Part.Media item when generic -> media.write(item, path);
      case Part.Media item -> media.picture(item, path);
      default -> throw new IllegalStateException("not content: " + part);
    }
  }

  private void text(String type, String member, String text, Marks marks, String path) {
    json.beginObject().name("type").string(type).name(member).string(text);
    body.extra(marks.extra(), PART, path);
    json.endObject();
  }

  private void call(Part.ToolCall call, String path) {
    json.beginObject().name("id").string(call.id()).name("type").string("FUNCTION");
    if (!generic) {
      json.name("function").beginObject();
    }
    json.name("name").string(call.name()).name("arguments").string(call.arguments());
    if (!generic) {
      json.endObject();
    }
    body.extra(call.marks().extra(), CALL, path);
    json.endObject();
  }

  private void toolResult(Message message, Part.ToolResult result, String path) {
    json.beginObject().name("role").string("TOOL");
    json.name("toolCallId").string(result.callId());
    json.name("content").beginArray();
    for (int i = 0; i < result.parts().size(); i++) {
      String at = path + ".parts[" + i + "]";
      Part part = result.parts().get(i);
      Pieces.marks(part.marks(), at, body);
      if (part instanceof Part.Text text) {
        content(text, at);
      } else {
        throw new ProviderException(
            ErrorKind.UNSUPPORTED, at + ": a tool's result can be only text at oci");
      }
    }
    if (result.parts().isEmpty()) {
      text("TEXT", "text", "", Marks.NONE, path);
    }
    json.endArray();
    body.dropIf(result.error(), path + ".error");
    body.extra(result.marks().extra(), MESSAGE, path);
    if (message.role().equals(Message.TOOL)) {
      body.extra(message.extra(), MESSAGE, path);
    }
    json.endObject();
  }
}
