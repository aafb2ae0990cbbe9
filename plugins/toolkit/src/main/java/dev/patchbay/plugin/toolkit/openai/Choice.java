package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.TokenLogprob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One choice of an answer. OpenAI has no blocks, so they are made here: a run of one kind of text
 * is a block, each tool call is one, and whatever is unknown becomes an opaque one.
 */
final class Choice {
  /** The most characters of lists that are gathered for an opaque block. */
  private static final int MAX_GATHERED = 1 << 20;

  private final Blocks answer;
  private final int index;
  private final ToolCalls calls;

  private @Nullable BlockKind open;
  private int block;
  private boolean any;
  private boolean refused;
  private @Nullable String finish;
  private boolean said;

  /** Unknown members that are lists: a stream sends them piece by piece. */
  private final Map<String, StringBuilder> lists = new LinkedHashMap<>();

  Choice(Blocks answer, int index) {
    this.answer = answer;
    this.index = index;
    this.calls = new ToolCalls(answer, index);
  }

  int index() {
    return index;
  }

  /** Whether anything of this choice's content has come. */
  boolean hasContent() {
    return any;
  }

  boolean isFinished() {
    return finish != null;
  }

  @Nullable String finish() {
    return finish;
  }

  void text(BlockKind kind, String text, List<TokenLogprob> logprobs) {
    if (text.isEmpty() && logprobs.isEmpty()) {
      return;
    }
    if (open != kind) {
      content();
      closeText();
      open = kind;
      block = answer.nextBlock();
      refused |= kind == BlockKind.REFUSAL;
      answer.say(ChatEvent.blockStarted(block, index, kind));
    }
    answer.say(
        logprobs.isEmpty()
            ? ChatEvent.delta(block, kind, text)
            : ChatEvent.delta(block, kind, text, logprobs));
  }

  void toolCalls(JsonReader json, boolean whole) {
    json.beginArray();
    while (json.nextElement()) {
      content();
      closeText();
      calls.read(json, whole);
    }
  }

  void legacyCall(JsonReader json) {
    content();
    closeText();
    calls.readLegacy(json);
  }

  /** Points from the open text to evidence; evidence without text is opaque. */
  void annotations(JsonReader json) {
    if (open == null) {
      unknown("annotations", json.raw());
      return;
    }
    json.beginArray();
    while (json.nextElement()) {
      annotation(json);
    }
  }

  boolean hasOpenText() {
    return open != null;
  }

  /** Reads one pointer from the open text to evidence. */
  void annotation(JsonReader json) {
    answer.say(ChatEvent.annotated(block, AnnotationReader.read(json)));
  }

  /** A member or part that has no place in the neutral model. */
  void unknown(String name, String json) {
    if (json.startsWith("[")) {
      String items = json.substring(1, json.length() - 1).strip();
      if (items.isEmpty()) {
        return;
      }
      content();
      StringBuilder list = lists.computeIfAbsent(name, key -> new StringBuilder());
      list.append(list.isEmpty() ? "" : ",").append(items);
      if (list.length() > MAX_GATHERED) {
        throw unreadable("its " + name + " is too long");
      }
    } else {
      opaque(name, "{\"" + name + "\":" + json + "}");
    }
  }

  void opaque(String type, String object) {
    content();
    int number = answer.nextBlock();
    answer.say(ChatEvent.blockStarted(number, index, BlockKind.OPAQUE));
    answer.say(ChatEvent.opaque(number, answer.provider() + "." + type, object));
    answer.say(ChatEvent.blockEnded(number));
  }

  /** A finish reason has come. It is said later: some hosts repeat it, or go on. */
  void finish(String reason) {
    finish = finish == null ? reason : finish;
    endBlocks();
  }

  /** Says that the choice has finished, if it has and that is not yet said. */
  void sayFinish() {
    if (finish != null && !said) {
      endBlocks();
      said = true;
      answer.say(ChatEvent.choiceFinished(index, reason(finish), finish));
    }
  }

  private void endBlocks() {
    closeText();
    calls.end();
    lists.forEach((name, items) -> opaque(name, "{\"" + name + "\":[" + items + "]}"));
    lists.clear();
  }

  private void closeText() {
    if (open != null) {
      open = null;
      answer.say(ChatEvent.blockEnded(block));
    }
  }

  private void content() {
    any = true;
    if (said) {
      throw unreadable("choice " + index + " goes on after its end");
    }
  }

  private static ProviderException unreadable(String problem) {
    return new ProviderException(ErrorKind.BAD_RESPONSE, "the answer can't be read: " + problem);
  }

  /** Forced calls and refusals end with a plain {@code stop}. */
  private FinishReason reason(String raw) {
    return switch (raw) {
      case "stop", "eos", "eos_token", "stop_sequence", "end_turn" -> {
        if (!calls.isEmpty()) {
          yield FinishReason.TOOL_CALLS;
        }
        yield refused ? FinishReason.REFUSAL : FinishReason.STOP;
      }
      case "length", "max_tokens" -> FinishReason.LENGTH;
      case "model_length", "model_context_window_exceeded" -> FinishReason.CONTEXT_WINDOW;
      case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      case "refusal" -> FinishReason.REFUSAL;
      default -> FinishReason.OTHER;
    };
  }
}
