package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.SafetyRating;
import dev.patchbay.spi.TokenLogprob;
import java.util.ArrayList;
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

  private final Ratings ratings = new Ratings(SafetyRating.OUTPUT);
  private final Blocks answer;
  private final int index;
  private final ToolCalls calls;

  private @Nullable BlockKind open;
  private int block;
  private boolean any;
  private boolean refused;
  private @Nullable String finish;
  private boolean said;
  private @Nullable String stopSequence;

  private final @Nullable TagSplitter splitter;

  /** Of text that the splitter keeps back. */
  private List<TokenLogprob> held = List.of();

  private final @Nullable String signedMember;
  private final SignedThinking signed = new SignedThinking();

  /** Unknown members that are lists: a stream sends them piece by piece. */
  private final Map<String, StringBuilder> lists = new LinkedHashMap<>();

  Choice(Blocks answer, int index, Dialect dialect) {
    this.answer = answer;
    this.index = index;
    ThinkingTag tag = dialect.thinkingTag();
    this.splitter = tag == null ? null : new TagSplitter(tag, this::piece);
    this.signedMember = dialect.quirks().signedThinking;
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

  void stopSequence(@Nullable String text) {
    stopSequence = text == null ? stopSequence : text;
  }

  void text(BlockKind kind, String text, List<TokenLogprob> logprobs) {
    if (splitter == null || kind != BlockKind.TEXT) {
      if (splitter != null && !text.isEmpty()) {
        splitter.flush();
      }
      run(kind, text, logprobs);
      return;
    }
    held = held.isEmpty() ? logprobs : joined(held, logprobs);
    splitter.text(text);
  }

  private static List<TokenLogprob> joined(List<TokenLogprob> one, List<TokenLogprob> other) {
    List<TokenLogprob> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private void piece(BlockKind kind, String text) {
    List<TokenLogprob> logprobs = held;
    held = List.of();
    run(kind, text, logprobs);
  }

  private void run(BlockKind kind, String text, List<TokenLogprob> logprobs) {
    if (text.isEmpty() && logprobs.isEmpty()) {
      return;
    }
    if (open != kind) {
      content();
      closeRun();
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
    if (name.equals(signedMember) && json.startsWith("[")) {
      signed(json);
    } else if (json.startsWith("[")) {
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

  private void signed(String list) {
    byte[] text = list.getBytes(UTF_8);
    if (!signed.add(new JsonReader().over(text, 0, text.length))) {
      throw unreadable("its " + signedMember + " is too long");
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

  /** What the service's filters say of this choice. */
  Ratings ratings() {
    return ratings;
  }

  /**
   * Says that the choice has finished, if it has and that is not yet said.
   *
   * @param ofPrompt what filters said of the prompt
   */
  void sayFinish(List<SafetyRating> ofPrompt) {
    if (finish != null && !said) {
      endBlocks();
      said = true;
      List<SafetyRating> safety = new ArrayList<>(ofPrompt);
      safety.addAll(ratings.all());
      answer.say(
          ChatEvent.choiceFinished(index, reason(finish), finish)
              .withStopSequence(stopSequence)
              .withSafety(safety));
    }
  }

  private void endBlocks() {
    closeText();
    calls.end();
    signature();
    lists.forEach((name, items) -> opaque(name, "{\"" + name + "\":[" + items + "]}"));
    lists.clear();
  }

  /** A signature that came behind its thinking is thinking without text. */
  private void signature() {
    String late = signed.take();
    if (late != null) {
      content();
      int number = answer.nextBlock();
      answer.say(ChatEvent.blockStarted(number, index, BlockKind.REASONING));
      answer.say(ChatEvent.blockEnded(number, late));
    }
  }

  private void closeText() {
    if (splitter != null) {
      splitter.flush();
    }
    closeRun();
  }

  private void closeRun() {
    if (open != null) {
      String signature = open == BlockKind.REASONING ? signed.take() : null;
      open = null;
      answer.say(ChatEvent.blockEnded(block, signature));
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
