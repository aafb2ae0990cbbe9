package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.TokenLogprob;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One choice of an answer. Oracle has no blocks, so they are made here: a run of one kind of text
 * is a block, each tool call is one, and whatever is unknown becomes an opaque one.
 */
final class Choice {
  /** Citations that are remembered, so that they are not told twice. */
  private static final int MOST_CITATIONS = 4096;

  private final Answer answer;
  private final int index;
  private final Calls calls;
  private final SaidText said = new SaidText();
  private final Set<String> cited = new HashSet<>();

  private @Nullable BlockKind open;
  private int block;
  private boolean refused;
  private @Nullable String finish;
  private @Nullable String message;
  private boolean finishSaid;

  Choice(Answer answer, int index) {
    this.answer = answer;
    this.index = index;
    this.calls = new Calls(answer, index);
  }

  int index() {
    return index;
  }

  boolean isFinished() {
    return finish != null;
  }

  void text(BlockKind kind, String text, List<TokenLogprob> logprobs) {
    if (text.isEmpty() && logprobs.isEmpty()) {
      return;
    }
    if (open != kind) {
      begun();
      closeText();
      open = kind;
      block = answer.nextBlock();
      refused |= kind == BlockKind.REFUSAL;
      answer.say(ChatEvent.blockStarted(block, index, kind));
    }
    if (kind == BlockKind.TEXT) {
      said.add(text);
    }
    answer.say(ChatEvent.delta(block, kind, text, logprobs));
  }

  /**
   * What is new in the text of the event that finishes a stream. COHERE's has the whole text once
   * more, and so has GENERIC's of some models.
   */
  String fresh(String text, boolean cohere) {
    if (said.isEmpty() || text.isEmpty()) {
      return text;
    }
    if (said.begins(text) && (cohere || said.isLong())) {
      return said.rest(text);
    }
    return cohere ? "" : text;
  }

  /**
   * Reads tool calls.
   *
   * @param repeated the list begins with the calls that have been told already
   */
  void toolCalls(JsonReader json, boolean whole, boolean repeated) {
    int before = repeated ? calls.count() : 0;
    if (json.peek() != '[') {
      json.skip();
      return;
    }
    begun();
    closeText();
    calls.read(json, whole, before);
  }

  /** Points from the open text to evidence, once; without text there is nothing to point from. */
  void cite(Annotation annotation) {
    boolean fresh = cited.size() >= MOST_CITATIONS || cited.add(annotation.raw());
    if (!fresh) {
      return;
    }
    if (open == null) {
      opaque("citation", annotation.raw());
    } else {
      answer.say(ChatEvent.annotated(block, annotation));
    }
  }

  void opaque(String type, String object) {
    begun();
    closeText();
    int number = answer.nextBlock();
    answer.say(ChatEvent.blockStarted(number, index, BlockKind.OPAQUE));
    answer.say(ChatEvent.opaque(number, OciFactory.NAME + "." + type, object));
    answer.say(ChatEvent.blockEnded(number));
  }

  /** A finish reason has come. It is said later, since usage and citations may follow. */
  void finish(String reason, @Nullable String explanation) {
    finish = finish == null ? reason : finish;
    message = message == null ? explanation : message;
  }

  /** Says that the choice has finished, if it has and that is not yet said. */
  void sayFinish() {
    if (finish != null && !finishSaid) {
      closeText();
      calls.end();
      finishSaid = true;
      answer.say(ChatEvent.choiceFinished(index, reason(finish), finish).withMessage(message));
    }
  }

  private void begun() {
    if (finishSaid) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE,
          "the answer can't be read: choice " + index + " goes on after its end");
    }
  }

  private void closeText() {
    if (open != null) {
      open = null;
      answer.say(ChatEvent.blockEnded(block));
    }
  }

  /** COHERE has no word for tool calls, and GENERIC ends them with a plain stop often enough. */
  private FinishReason reason(String raw) {
    FinishReason reason = FinishReasons.of(raw);
    if (reason != FinishReason.STOP) {
      return reason;
    }
    if (calls.count() > 0) {
      return FinishReason.TOOL_CALLS;
    }
    return refused ? FinishReason.REFUSAL : FinishReason.STOP;
  }
}
