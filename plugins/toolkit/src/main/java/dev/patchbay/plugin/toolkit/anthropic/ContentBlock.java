package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import org.jspecify.annotations.Nullable;

/**
 * One content block, from its start to its end. What is neither text, thinking nor a call for the
 * caller to run is opaque and said when it is whole: the service's own tools, what they gave, and
 * redacted thinking, which goes back as it came.
 *
 * <p>A call's further members ({@code caller}, if it isn't the model itself) are its signature:
 * members of JSON that come back with the call.
 */
final class ContentBlock {
  private static final byte[] TYPE = Names.of("type");
  private static final byte[] TEXT = Names.of("text");
  private static final byte[] THINKING = Names.of("thinking");
  private static final byte[] PARTIAL_JSON = Names.of("partial_json");
  private static final byte[] SIGNATURE = Names.of("signature");
  private static final byte[] CITATION = Names.of("citation");

  private final int index;
  private final int number;
  private final String provider;
  private final ChatOut out;

  private String type = "";
  private BlockKind kind = BlockKind.OPAQUE;
  private @Nullable OpaqueBlock opaque;
  private String signature = "";
  private String input = "{}";
  private boolean inputSaid;

  // What was read of the block's start.
  private String text = "";
  private String id = "";
  private String name = "";
  private int citationsAt = -1;

  /**
   * @param index the service's number
   */
  ContentBlock(int index, String provider, ChatOut out) {
    this.index = index;
    this.number = out.nextBlock();
    this.provider = provider;
    this.out = out;
  }

  int index() {
    return index;
  }

  /** Reads the block at the reader's place: empty in a stream, else as it is in full. */
  void start(JsonReader json) {
    json.peek();
    int from = json.position();
    json.beginObject();
    while (json.nextMember()) {
      if (!json.takeNull()) {
        member(json);
      }
    }
    int resume = json.position();
    kind = kind(type);
    begin();
    if (kind == BlockKind.OPAQUE) {
      json.position(from);
      opaque = OpaqueBlock.read(json, out.held());
    } else {
      say(text);
    }
    if (citationsAt >= 0) {
      json.position(citationsAt);
      citations(json);
    }
    json.position(resume);
  }

  private static BlockKind kind(String type) {
    return switch (type) {
      case "text" -> BlockKind.TEXT;
      case "thinking" -> BlockKind.REASONING;
      case "tool_use" -> BlockKind.TOOL_CALL;
      default -> BlockKind.OPAQUE;
    };
  }

  private void member(JsonReader json) {
    switch (json.name()) {
      case "type" -> type = said(json.anyText());
      case "text", "thinking" -> text = said(json.anyText());
      case "signature" -> signature = said(json.anyText());
      case "id" -> id = said(json.anyText());
      case "name" -> name = said(json.anyText());
      case "input" -> input = json.raw();
      case "caller" -> caller(json.raw());
      case "citations" -> {
        citationsAt = json.pass();
      }
      default -> json.skip();
    }
  }

  private static String said(@Nullable String text) {
    return text == null ? "" : text;
  }

  private void caller(String raw) {
    if (!raw.replaceAll("\\s", "").equals("{\"type\":\"direct\"}")) {
      signature = "\"caller\":" + raw;
    }
  }

  private void begin() {
    if (kind == BlockKind.TOOL_CALL) {
      out.say(ChatEvent.toolCallStarted(number, 0, id.isEmpty() ? out.callId(number) : id, name));
    } else {
      out.say(ChatEvent.blockStarted(number, 0, kind));
    }
  }

  private void citations(JsonReader json) {
    if (kind == BlockKind.OPAQUE || json.peek() != '[') {
      return;
    }
    json.beginArray();
    while (json.nextElement()) {
      annotate(CitationReader.read(json.raw()));
    }
  }

  private void annotate(Annotation annotation) {
    out.say(ChatEvent.annotated(number, annotation));
  }

  /** Reads the delta at the reader's place. */
  void delta(JsonReader json) {
    if (opaque != null) {
      opaque.delta(json);
      return;
    }
    json.peek();
    int from = json.position();
    String what = "";
    String more = "";
    int citationAt = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(TYPE)) {
        what = said(json.anyText());
      } else if (isText(json)) {
        more = said(json.anyText());
      } else if (json.nameIs(CITATION)) {
        citationAt = json.pass();
      } else {
        json.skip();
      }
    }
    int resume = json.position();
    if (citationAt >= 0) {
      json.position(citationAt);
      annotate(CitationReader.read(json.raw()));
      json.position(resume);
    } else if (!take(what, more)) {
      json.position(from);
      annotate(Annotation.of(Annotation.Kind.OTHER, null, null, json.raw()));
      json.position(resume);
    }
  }

  private static boolean isText(JsonReader json) {
    return json.nameIs(TEXT)
        || json.nameIs(PARTIAL_JSON)
        || json.nameIs(THINKING)
        || json.nameIs(SIGNATURE);
  }

  /** False: a kind of delta that nobody knows yet. */
  private boolean take(String what, String more) {
    switch (what) {
      case "text_delta", "thinking_delta", "input_json_delta" -> say(more);
      case "signature_delta" -> signature = more;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void say(String more) {
    if (!more.isEmpty()) {
      inputSaid = true;
      out.say(ChatEvent.delta(number, kind, more));
    }
  }

  void end() {
    if (opaque != null) {
      String word = type.isEmpty() ? "block" : type;
      out.say(ChatEvent.opaque(number, provider + "." + word, opaque.end()));
    } else if (kind == BlockKind.TOOL_CALL && !inputSaid) {
      say(input);
    }
    out.say(ChatEvent.blockEnded(number, signature.isEmpty() || opaque != null ? null : signature));
  }
}
