package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Pieces.Placed;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes messages. One neutral message becomes one of OpenAI's for each tool result in it, then one
 * for the rest.
 */
final class MessageWriter {
  private static final String PREFIX = "prefix";

  private final RequestBody body;
  private final JsonWriter json;
  private final Dialect dialect;
  private final String model;
  private final ContentWriter content;

  private CallIds ids = new CallIds(0, List.of());

  /** Whether the message under way is to be gone on from. */
  private boolean isPrefix;

  MessageWriter(RequestBody body, Dialect dialect, String model) {
    this.model = model;
    this.body = body;
    this.json = body.json;
    this.dialect = dialect;
    this.content = new ContentWriter(body, dialect.quirks());
  }

  void messages(List<Message> messages) {
    ids = new CallIds(dialect.quirks().callIdLength, messages);
    json.beginArray();
    boolean prefix = dialect.prefill() == Prefill.PREFIX && endWithBegun(messages);
    for (int i = 0; i < messages.size(); i++) {
      isPrefix = prefix && i == messages.size() - 1;
      message(messages.get(i), "messages[" + i + "]");
    }
    json.endArray();
  }

  /** Whether the last one is an answer to go on from: it has text and calls nothing. */
  static boolean endWithBegun(List<Message> messages) {
    if (messages.isEmpty() || !messages.getLast().role().equals(Message.ASSISTANT)) {
      return false;
    }
    List<Part> parts = messages.getLast().parts();
    return parts.stream().anyMatch(Part.Text.class::isInstance)
        && parts.stream().noneMatch(Part.ToolCall.class::isInstance);
  }

  private void message(Message message, String path) {
    Pieces pieces = Pieces.of(message, path, body, dialect);
    for (Placed<Part.ToolResult> result : pieces.results) {
      toolResult(message, result.part(), result.path());
    }
    boolean onlyResults = !pieces.results.isEmpty() && pieces.isEmpty();
    if (!onlyResults) {
      turn(message, pieces, path);
    }
  }

  private void turn(Message message, Pieces pieces, String path) {
    json.beginObject().name("role").string(role(message.role(), path));
    author(message, path);
    if (!pieces.content.isEmpty()) {
      json.name("content");
      content.write(pieces.content);
    } else if (pieces.calls.isEmpty()) {
      json.name("content").nil();
    }
    if (!pieces.refusal.isEmpty()) {
      json.name("refusal").string(pieces.refusal);
    }
    String field = dialect.reasoningField();
    if (field != null && !pieces.reasoning.isEmpty()) {
      json.name(field).string(pieces.reasoning);
    }
    signed(pieces.signed);
    toolCalls(pieces.calls);
    for (Placed<Part.Opaque> opaque : pieces.members) {
      String members = RequestBody.membersOf(opaque.part().json(), opaque.path());
      body.extra(Extra.of(members), ModelledNames.MESSAGE, opaque.path());
    }
    body.extra(message.extra(), ModelledNames.MESSAGE, path);
    if (isPrefix && !RawObject.has(PREFIX, "{" + message.extra().members() + "}", path)) {
      json.name(PREFIX).bool(true);
    }
    json.endObject();
  }

  private void author(Message message, String path) {
    if (dialect.quirks().authors) {
      body.text("name", message.name());
    } else {
      body.dropIf(message.name() != null, path + ".name");
    }
  }

  private void signed(List<Placed<Part.Reasoning>> parts) {
    String member = dialect.quirks().signedThinking;
    if (member == null || parts.isEmpty()) {
      return;
    }
    json.name(member).beginArray();
    for (Placed<Part.Reasoning> placed : parts) {
      String list = placed.part().marks().signature();
      RawObject.elements(list == null ? "[]" : list, json, placed.path() + ".signature");
    }
    json.endArray();
  }

  private String system(String role) {
    if (dialect.refusesSystem(model)) {
      return Message.USER;
    }
    return dialect.quirks().developer ? role : Message.SYSTEM;
  }

  private String role(String role, String path) {
    return switch (role) {
      case Message.USER, Message.ASSISTANT -> role;
      case Message.SYSTEM, Message.DEVELOPER -> system(role);
      case Message.TOOL ->
          throw ChatRequest.unsupported(path, "a message of role tool without a tool result");
      default -> throw ChatRequest.unsupported(path + ".role", "the role '" + role + "'");
    };
  }

  private void toolCalls(List<Placed<Part.ToolCall>> calls) {
    if (calls.isEmpty()) {
      return;
    }
    json.name("tool_calls").beginArray();
    for (Placed<Part.ToolCall> placed : calls) {
      Part.ToolCall call = placed.part();
      json.beginObject().name("id").string(ids.of(call.id())).name("type").string("function");
      json.name("function").beginObject().name("name").string(call.name());
      json.name("arguments").string(call.arguments()).endObject();
      String signature = call.marks().signature();
      if (signature != null && dialect.provider().equals(call.marks().mintedBy())) {
        body.extra(Extra.of(signature), ModelledNames.PART, placed.path());
      }
      body.extra(call.marks().extra(), ModelledNames.PART, placed.path());
      json.endObject();
    }
    json.endArray();
  }

  private void toolResult(Message message, Part.ToolResult result, String path) {
    json.beginObject().name("role").string("tool");
    json.name("tool_call_id").string(ids.of(result.callId()));
    if (dialect.quirks().authors) {
      body.text("name", result.name() == null ? message.name() : result.name());
    }
    json.name("content");
    List<Placed<Part>> texts = new ArrayList<>();
    for (int i = 0; i < result.parts().size(); i++) {
      Part part = result.parts().get(i);
      String at = path + ".parts[" + i + "]";
      Pieces.marks(part, at, body, dialect);
      if (part instanceof Part.Text) {
        texts.add(new Placed<>(part, at));
      } else {
        body.drop(at);
      }
    }
    if (texts.isEmpty()) {
      json.string("");
    } else {
      content.write(texts);
    }
    body.dropIf(result.error(), path + ".error");
    body.extra(result.marks().extra(), ModelledNames.MESSAGE, path);
    if (message.role().equals(Message.TOOL)) {
      body.extra(message.extra(), ModelledNames.MESSAGE, path);
    }
    json.endObject();
  }
}
