package dev.patchbay.plugin.ollama;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.TokenLogprob;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of an answer's lines and makes blocks of them: a run of thinking or text is
 * one, and each call, which comes whole, is one. Calls get ids here, from the time of the answer's
 * first line, so that they differ from all others in the conversation.
 */
final class MessageReader {
  private static final int MOST = 1024;

  private final Consumer<ChatEvent> out;
  private String answer = "";
  private @Nullable BlockKind open;
  private int block;
  private int next;
  private boolean calls;

  MessageReader(Consumer<ChatEvent> out) {
    this.out = out;
  }

  /** The answer's first line is of this time. */
  void begun(@Nullable String time) {
    if (answer.isEmpty() && time != null) {
      answer = time.replaceAll("\\D", "") + "_";
    }
  }

  boolean hasCalls() {
    return calls;
  }

  void read(JsonReader json, List<TokenLogprob> logprobs) {
    String content = "";
    String thinking = "";
    int callsAt = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "content" -> content = json.string();
        case "thinking" -> thinking = json.string();
        case "tool_calls" -> {
          json.peek();
          callsAt = json.position();
          json.skip();
        }
        default -> json.skip();
      }
    }
    text(BlockKind.REASONING, thinking, List.of());
    text(BlockKind.TEXT, content, logprobs);
    if (callsAt >= 0) {
      json.position(callsAt);
      json.beginArray();
      while (json.nextElement()) {
        call(json);
      }
    }
  }

  void end() {
    if (open != null) {
      open = null;
      out.accept(ChatEvent.blockEnded(block));
    }
  }

  private void text(BlockKind kind, String text, List<TokenLogprob> logprobs) {
    if (text.isEmpty()) {
      return;
    }
    if (open != kind) {
      end();
      open = kind;
      block = number();
      out.accept(ChatEvent.blockStarted(block, 0, kind));
    }
    out.accept(ChatEvent.delta(block, kind, text, logprobs));
  }

  private void call(JsonReader json) {
    String id = "";
    String[] function = {"", "{}"};
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "id" -> id = String.valueOf(json.anyText());
        case "function" -> function(json, function);
        default -> json.skip();
      }
    }
    end();
    calls = true;
    int number = number();
    String callId = id.isEmpty() || id.equals("null") ? "call_" + answer + number : id;
    out.accept(ChatEvent.toolCallStarted(number, 0, callId, function[0]));
    out.accept(ChatEvent.delta(number, BlockKind.TOOL_CALL, function[1]));
    out.accept(ChatEvent.blockEnded(number));
  }

  private static void function(JsonReader json, String[] into) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "name" -> into[0] = json.string();
        case "arguments" -> into[1] = json.peek() == '"' ? json.string() : json.raw();
        default -> json.skip();
      }
    }
  }

  private int number() {
    if (next >= MOST) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "the answer has more than " + MOST + " blocks");
    }
    return next++;
  }
}
