package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.SafetyRating;
import dev.patchbay.spi.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One candidate of an answer. The services have parts, which become blocks: a run of one kind of
 * text is a block, each call is one, and whatever is unknown becomes an opaque one. A part with a
 * signature is not joined with another, save for an empty one, which seals the text before it.
 */
final class Candidate {
  private final ChatOut answer;
  private final String provider;
  private final int index;
  private final Told told;
  private final Evidence evidence;

  private @Nullable BlockKind open;
  private int block;
  private @Nullable String seal;
  private @Nullable Arguments arguments;

  private boolean any;
  private boolean called;
  private List<TokenLogprob> logprobs = List.of();

  private @Nullable String finish;
  private @Nullable String message;
  private List<SafetyRating> safety = List.of();
  private boolean blocked;

  Candidate(ChatOut answer, String provider, int index) {
    this.answer = answer;
    this.provider = provider;
    this.index = index;
    this.told = new Told(answer.held());
    this.evidence = new Evidence(this);
  }

  int index() {
    return index;
  }

  /** Whether anything of this candidate's content has come. */
  boolean hasContent() {
    return any;
  }

  boolean isFinished() {
    return finish != null;
  }

  Told told() {
    return told;
  }

  Evidence evidence() {
    return evidence;
  }

  /** Those of the next text. */
  void logprobs(List<TokenLogprob> tokens) {
    logprobs = tokens;
  }

  void text(BlockKind kind, String text, @Nullable String signature) {
    List<TokenLogprob> tokens = kind == BlockKind.TEXT ? logprobs : List.of();
    if (text.isEmpty() && signature == null && tokens.isEmpty()) {
      return;
    }
    boolean joins = open == kind && seal == null && (signature == null || text.isEmpty());
    if (!joins) {
      close();
      begin(kind);
      answer.say(ChatEvent.blockStarted(block, index, kind));
    }
    if (!text.isEmpty() || !tokens.isEmpty()) {
      answer.say(ChatEvent.delta(block, kind, text, tokens));
    }
    if (kind == BlockKind.TEXT) {
      evidence.text(text);
      logprobs = List.of();
    }
    seal = signature == null ? seal : signature;
  }

  /** A call, or the next piece of the one that is open. */
  void call(FunctionCall call, @Nullable String signature) {
    Arguments begun = arguments;
    if (begun == null && call.isEmpty()) {
      return;
    }
    if (begun == null || !call.name().isEmpty()) {
      close();
      begin(BlockKind.TOOL_CALL);
      called = true;
      begun = new Arguments(answer.held());
      arguments = begun;
      String id = call.id().isEmpty() ? answer.callId(block) : call.id();
      answer.say(ChatEvent.toolCallStarted(block, index, id, call.name()));
    }
    seal = seal == null ? signature : seal;
    call.pieces().forEach(begun::add);
    if (!call.arguments().isEmpty() && call.pieces().isEmpty()) {
      arguments = null;
      answer.say(ChatEvent.delta(block, BlockKind.TOOL_CALL, call.arguments()));
    }
    if (!call.more()) {
      close();
    }
  }

  /** A part that has no place in the neutral model. */
  void opaque(String type, String part) {
    close();
    begin(BlockKind.OPAQUE);
    open = null;
    answer.say(ChatEvent.blockStarted(block, index, BlockKind.OPAQUE));
    answer.say(ChatEvent.opaque(block, provider + "." + type, part));
    answer.say(ChatEvent.blockEnded(block));
  }

  /** Log probabilities that came without text belong to the text before. */
  void endOfChunk() {
    if (!logprobs.isEmpty() && open == BlockKind.TEXT) {
      text(BlockKind.TEXT, "", null);
    }
    logprobs = List.of();
  }

  boolean hasOpenText() {
    return open == BlockKind.TEXT;
  }

  /** Says what the text that is open rests on. */
  void annotate(Annotation annotation) {
    answer.say(ChatEvent.annotated(block, annotation));
  }

  void safety(List<SafetyRating> ratings) {
    safety = ratings;
  }

  void finish(String reason, @Nullable String explanation) {
    finish = reason;
    message = explanation == null ? message : explanation;
  }

  /** The answer was stopped by a filter, as the prompt's feedback tells. */
  void block(String reason, String explanation) {
    blocked = true;
    finish(reason, explanation);
  }

  /** Ends the block that is open. */
  void end() {
    evidence.end();
    close();
  }

  void sayFinish(List<SafetyRating> promptRatings) {
    String raw = finish == null ? "" : finish;
    ChatEvent.FinishReason reason =
        blocked ? ChatEvent.FinishReason.CONTENT_FILTER : FinishReasons.of(raw, called);
    List<SafetyRating> all = new ArrayList<>(promptRatings);
    all.addAll(safety);
    answer.say(ChatEvent.choiceFinished(index, reason, raw).withMessage(message).withSafety(all));
  }

  private void begin(BlockKind kind) {
    any = true;
    open = kind;
    block = answer.nextBlock();
    if (kind == BlockKind.TEXT) {
      evidence.beginText();
    }
  }

  private void close() {
    Arguments begun = arguments;
    if (begun != null) {
      answer.say(ChatEvent.delta(block, BlockKind.TOOL_CALL, begun.end()));
      arguments = null;
    }
    if (open != null) {
      answer.say(ChatEvent.blockEnded(block, seal));
      open = null;
      seal = null;
    }
  }
}
