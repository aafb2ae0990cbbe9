package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.SafetyRating;
import dev.patchbay.spi.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One choice of an answer. OpenAI has no blocks, so they are made here: a run of one kind of text
 * is a block, each tool call is one, and whatever is unknown becomes an opaque one.
 */
final class Choice {
  private final Ratings ratings = new Ratings(SafetyRating.OUTPUT);
  private final ChatOut answer;
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
  private final SignedThinking signed;
  private final Lists lists;
  private final String provider;

  Choice(ChatOut answer, int index, Dialect dialect) {
    this.answer = answer;
    this.index = index;
    this.provider = dialect.provider();
    this.signed = new SignedThinking(answer.held());
    this.lists = new Lists(answer.held());
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
      signed.add(json);
    } else if (json.startsWith("[")) {
      if (lists.add(name, json)) {
        content();
      }
    } else {
      opaque(name, "{\"" + name + "\":" + json + "}");
    }
  }

  void opaque(String type, String object) {
    content();
    int number = answer.nextBlock();
    answer.say(ChatEvent.blockStarted(number, index, BlockKind.OPAQUE));
    answer.say(ChatEvent.opaque(number, provider + "." + type, object));
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
      FinishReason reason = FinishReasons.of(finish, !calls.isEmpty(), refused);
      List<SafetyRating> safety = new ArrayList<>(ofPrompt);
      safety.addAll(ratings.all());
      answer.say(
          ChatEvent.choiceFinished(index, reason, finish)
              .withStopSequence(stopSequence)
              .withSafety(safety));
    }
  }

  private void endBlocks() {
    closeText();
    calls.end();
    signature();
    lists.take(this::opaque);
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
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE,
          "the answer can't be read: choice " + index + " goes on after its end");
    }
  }
}
