package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code choices[].message} and {@code choices[].delta}, which are the same. What it doesn't
 * know and is not empty becomes an opaque block.
 */
final class MessageReader {
  private static final byte[] ROLE = Names.of("role");
  private static final byte[] CONTENT = Names.of("content");
  private static final byte[] REASONING_CONTENT = Names.of("reasoning_content");
  private static final byte[] REASONING = Names.of("reasoning");
  private static final byte[] REFUSAL = Names.of("refusal");
  private static final byte[] TOOL_CALLS = Names.of("tool_calls");
  private static final byte[] FUNCTION_CALL = Names.of("function_call");
  private static final byte[] ANNOTATIONS = Names.of("annotations");

  /** Known to hold no content, as numbers and flags never do: padding and labels. */
  private static final List<byte[]> IDLE =
      List.of(
          Names.of("index"),
          Names.of("channel"),
          Names.of("p"),
          Names.of("obfuscation"),
          Names.of("name"),
          Names.of("type"),
          Names.of("token_ids"));

  private static final List<String> EMPTY = List.of("\"\"", "[]", "{}");

  private final JsonReader json;

  // The message that was read last.
  private String content = "";
  private String reasoning = "";
  private String refusal = "";
  private int contentAt;
  private int callsAt;
  private int functionAt;
  private int annotationsAt;

  /** Names and values in turn. */
  private final List<String> unknown = new ArrayList<>(0);

  MessageReader(JsonReader json) {
    this.json = json;
  }

  /** Reads the object at the reader's place; what it says is said by {@link #say}. */
  void read() {
    content = "";
    reasoning = "";
    refusal = "";
    contentAt = -1;
    callsAt = -1;
    functionAt = -1;
    annotationsAt = -1;
    unknown.clear();
    json.beginObject();
    while (json.nextMember()) {
      if (!json.takeNull()) {
        member();
      }
    }
  }

  /**
   * Says what was read last.
   *
   * @param whole it was a message of an answer that isn't a stream
   */
  void say(Choice choice, boolean whole, List<TokenLogprob> logprobs) {
    int resume = json.position();
    for (int i = 0; i < unknown.size(); i += 2) {
      choice.unknown(unknown.get(i), unknown.get(i + 1));
    }
    choice.text(BlockKind.REASONING, reasoning, List.of());
    if (contentAt >= 0) {
      json.position(contentAt);
      parts(choice);
    }
    boolean refuses = content.isEmpty() && !refusal.isEmpty();
    choice.text(BlockKind.TEXT, content, refuses ? List.of() : logprobs);
    choice.text(BlockKind.REFUSAL, refusal, refuses ? logprobs : List.of());
    if (annotationsAt >= 0) {
      json.position(annotationsAt);
      choice.annotations(json);
    }
    if (callsAt >= 0) {
      json.position(callsAt);
      choice.toolCalls(json, whole);
    }
    if (functionAt >= 0) {
      json.position(functionAt);
      choice.legacyCall(json);
    }
    json.position(resume);
  }

  private void member() {
    if (json.nameIs(CONTENT)) {
      if (json.peek() == '"') {
        content = json.string();
      } else {
        contentAt = json.pass();
      }
    } else if (json.nameIs(ROLE)) {
      json.skip();
    } else if (json.nameIs(REASONING_CONTENT)) {
      reasoning = textOr(json.anyText(), reasoning);
    } else if (json.nameIs(REASONING)) {
      reasoning = textOr(reasoning, json.anyText());
    } else if (json.nameIs(REFUSAL)) {
      refusal = textOr(json.anyText(), "");
    } else if (json.nameIs(TOOL_CALLS)) {
      callsAt = json.pass();
    } else if (json.nameIs(FUNCTION_CALL)) {
      functionAt = json.pass();
    } else if (json.nameIs(ANNOTATIONS) && json.peek() == '[') {
      annotationsAt = json.pass();
    } else {
      other();
    }
  }

  private void other() {
    int first = json.peek();
    boolean idle = first != '"' && first != '[' && first != '{';
    for (byte[] name : IDLE) {
      idle |= json.nameIs(name);
    }
    if (idle) {
      json.skip();
      return;
    }
    String name = json.name();
    String raw = json.raw();
    if (!EMPTY.contains(raw)) {
      unknown.add(name);
      unknown.add(raw);
    }
  }

  private static String textOr(@Nullable String text, @Nullable String other) {
    if (text != null && !text.isEmpty()) {
      return text;
    }
    return other == null ? "" : other;
  }

  /** Content as a list of parts (Mistral's thinking comes so), or as anything else. */
  private void parts(Choice choice) {
    if (json.peek() != '[') {
      choice.unknown("content", json.raw());
      return;
    }
    json.beginArray();
    while (json.nextElement()) {
      if (json.peek() == '"') {
        choice.text(BlockKind.TEXT, json.string(), List.of());
      } else {
        part(choice);
      }
    }
  }

  private void part(Choice choice) {
    String type = "";
    String text = null;
    String thinking = null;
    int from = json.position();
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "type" -> type = textOr(json.anyText(), "");
        case "text" -> text = json.anyText();
        case "refusal" -> text = textOr(text, json.anyText());
        case "thinking" -> thinking = json.peek() == '[' ? texts() : json.anyText();
        default -> json.skip();
      }
    }
    int resume = json.position();
    if (type.equals("text") && text != null) {
      choice.text(BlockKind.TEXT, text, List.of());
    } else if (type.equals("thinking") && thinking != null) {
      choice.text(BlockKind.REASONING, thinking, List.of());
    } else if (type.equals("refusal") && text != null) {
      choice.text(BlockKind.REFUSAL, text, List.of());
    } else {
      json.position(from);
      choice.opaque(type.isEmpty() ? "part" : type, json.raw());
      json.position(resume);
    }
  }

  private String texts() {
    StringBuilder all = new StringBuilder();
    json.beginArray();
    while (json.nextElement()) {
      json.beginObject();
      while (json.nextMember()) {
        if (json.name().equals("text")) {
          all.append(textOr(json.anyText(), ""));
        } else {
          json.skip();
        }
      }
    }
    return all.toString();
  }
}
