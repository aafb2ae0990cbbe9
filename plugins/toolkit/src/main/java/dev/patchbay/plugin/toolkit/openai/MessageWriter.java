package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes messages. One neutral message becomes one of OpenAI's for each tool result in it, then one
 * for the rest.
 */
final class MessageWriter {
  private static final String PREFIX = "prefix";

  private final RequestBody body;
  private final JsonWriter json;
  private final Dialect dialect;
  private final MediaWriter media;

  /** Whether the message under way is to be gone on from. */
  private boolean isPrefix;

  MessageWriter(RequestBody body, Dialect dialect) {
    this.body = body;
    this.json = body.json;
    this.dialect = dialect;
    this.media = new MediaWriter(body);
  }

  void messages(List<Message> messages) {
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
    Pieces pieces = sort(message, path);
    for (Placed<Part.ToolResult> result : pieces.results) {
      toolResult(message, result.part(), result.path());
    }
    boolean onlyResults = !pieces.results.isEmpty() && pieces.isEmpty();
    if (!onlyResults) {
      turn(message, pieces, path);
    }
  }

  /** Parts by the place where they are written. */
  private static final class Pieces {
    final List<Placed<Part>> content = new ArrayList<>();
    final List<Placed<Part.ToolCall>> calls = new ArrayList<>();
    final List<Placed<Part.ToolResult>> results = new ArrayList<>();
    final StringBuilder reasoning = new StringBuilder();
    final StringBuilder refusal = new StringBuilder();
    final List<Placed<Part.Opaque>> members = new ArrayList<>();

    boolean isEmpty() {
      return content.isEmpty()
          && calls.isEmpty()
          && reasoning.isEmpty()
          && refusal.isEmpty()
          && members.isEmpty();
    }
  }

  private record Placed<P extends Part>(P part, String path) {}

  private Pieces sort(Message message, String path) {
    Pieces pieces = new Pieces();
    for (int i = 0; i < message.parts().size(); i++) {
      Part part = message.parts().get(i);
      String at = path + ".parts[" + i + "]";
      marks(part, at);
      place(part, at, pieces);
    }
    return pieces;
  }

  private void place(Part part, String at, Pieces pieces) {
    switch (part) {
      case Part.Text text -> pieces.content.add(new Placed<>(text, at));
      case Part.Media item -> {
        if (MediaWriter.knows(item)) {
          pieces.content.add(new Placed<>(item, at));
        } else {
          body.drop(at);
        }
      }
      case Part.ToolCall call -> pieces.calls.add(new Placed<>(call, at));
      case Part.ToolResult result -> pieces.results.add(new Placed<>(result, at));
      case Part.Reasoning reasoning -> reasoning(reasoning, at, pieces);
      case Part.Refusal refusal -> {
        if (dialect.original()) {
          pieces.refusal.append(refusal.text());
        } else {
          pieces.content.add(new Placed<>(new Part.Text(refusal.text(), refusal.marks()), at));
        }
      }
      case Part.Opaque opaque -> opaque(opaque, at, pieces);
      default -> body.drop(at);
    }
  }

  private void reasoning(Part.Reasoning reasoning, String at, Pieces pieces) {
    if (dialect.reasoningField() == null || reasoning.redacted() != null) {
      body.drop(at);
    } else {
      pieces.reasoning.append(reasoning.text());
    }
  }

  /** An object with a type is a content part, any other holds members of the message. */
  private void opaque(Part.Opaque opaque, String at, Pieces pieces) {
    if (!opaque.type().startsWith(dialect.provider() + ".")) {
      body.drop(at);
    } else if (has("type", opaque.json(), at)) {
      pieces.content.add(new Placed<>(opaque, at));
    } else {
      pieces.members.add(new Placed<>(opaque, at));
    }
  }

  /** Only calls are signed here (see {@link ToolCalls}), and caches work without being asked. */
  private void marks(Part part, String at) {
    Marks marks = part.marks();
    boolean ours = part instanceof Part.ToolCall && dialect.provider().equals(marks.mintedBy());
    body.dropIf(marks.signature() != null && !ours, at + ".signature");
    body.dropIf(marks.cachePoint() != null, at + ".cache_point");
  }

  private void turn(Message message, Pieces pieces, String path) {
    json.beginObject().name("role").string(role(message.role(), path));
    body.text("name", message.name());
    if (!pieces.content.isEmpty()) {
      json.name("content");
      content(pieces.content);
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
    toolCalls(pieces.calls);
    for (Placed<Part.Opaque> opaque : pieces.members) {
      String members = RequestBody.membersOf(opaque.part().json(), opaque.path());
      body.extra(Extra.of(members), ModelledNames.MESSAGE, opaque.path());
    }
    body.extra(message.extra(), ModelledNames.MESSAGE, path);
    if (isPrefix && !has(PREFIX, "{" + message.extra().members() + "}", path)) {
      json.name(PREFIX).bool(true);
    }
    json.endObject();
  }

  private String role(String role, String path) {
    return switch (role) {
      case Message.SYSTEM, Message.USER, Message.ASSISTANT -> role;
      case Message.DEVELOPER -> dialect.original() ? role : Message.SYSTEM;
      case Message.TOOL ->
          throw ChatRequest.unsupported(path, "a message of role tool without a tool result");
      default -> throw ChatRequest.unsupported(path + ".role", "the role '" + role + "'");
    };
  }

  private void content(List<Placed<Part>> parts) {
    if (parts.size() == 1
        && parts.get(0).part() instanceof Part.Text text
        && text.marks().extra().isEmpty()) {
      json.string(text.text());
      return;
    }
    json.beginArray();
    for (Placed<Part> placed : parts) {
      switch (placed.part()) {
        case Part.Text text -> text(text, placed.path());
        case Part.Media item -> media.write(item, placed.path());
        case Part.Opaque opaque -> rawPart(opaque, placed.path());
        default -> throw new IllegalStateException("not content: " + placed.part());
      }
    }
    json.endArray();
  }

  private void text(Part.Text text, String path) {
    json.beginObject().name("type").string("text").name("text").string(text.text());
    body.extra(text.marks().extra(), ModelledNames.PART, path);
    json.endObject();
  }

  private void rawPart(Part.Opaque opaque, String path) {
    json.beginObject();
    body.extra(Extra.of(RequestBody.membersOf(opaque.json(), path)), Set.of(), path);
    json.endObject();
  }

  private void toolCalls(List<Placed<Part.ToolCall>> calls) {
    if (calls.isEmpty()) {
      return;
    }
    json.name("tool_calls").beginArray();
    for (Placed<Part.ToolCall> placed : calls) {
      Part.ToolCall call = placed.part();
      json.beginObject().name("id").string(call.id()).name("type").string("function");
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
    json.name("tool_call_id").string(result.callId());
    body.text("name", result.name() == null ? message.name() : result.name());
    json.name("content");
    List<Placed<Part>> texts = new ArrayList<>();
    for (int i = 0; i < result.parts().size(); i++) {
      Part part = result.parts().get(i);
      String at = path + ".parts[" + i + "]";
      marks(part, at);
      if (part instanceof Part.Text) {
        texts.add(new Placed<>(part, at));
      } else {
        body.drop(at);
      }
    }
    if (texts.isEmpty()) {
      json.string("");
    } else {
      content(texts);
    }
    body.dropIf(result.error(), path + ".error");
    body.extra(result.marks().extra(), ModelledNames.MESSAGE, path);
    if (message.role().equals(Message.TOOL)) {
      body.extra(message.extra(), ModelledNames.MESSAGE, path);
    }
    json.endObject();
  }

  private static boolean has(String member, String object, String path) {
    byte[] text = object.getBytes(UTF_8);
    JsonReader reader = new JsonReader().over(text, 0, text.length);
    try {
      boolean found = false;
      reader.beginObject();
      while (reader.nextMember()) {
        found |= reader.name().equals(member);
        reader.skip();
      }
      reader.end();
      return found;
    } catch (JsonException e) {
      throw RequestBody.invalid(path, e);
    }
  }
}
