package dev.patchbay.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happens in an answer. Made by plugins through the static factories, switched over
 * by the server.
 *
 * <p>Order: {@code Started} at most once and first. A block is started, gets its deltas, and is
 * ended; blocks may interleave. Block numbers are the plugin's own, unique in the answer; the
 * server numbers them anew. {@code ChoiceFinished} comes once for each choice. {@code Used} and
 * {@code Metadata} may come any number of times, the last of each counts. The last event is {@code
 * Completed} or {@code Failed}, exactly one of them. A unary answer is the same stream with few
 * events.
 */
public sealed interface ChatEvent {
  /** What a block holds. */
  enum BlockKind {
    TEXT,
    REASONING,
    TOOL_CALL,
    REFUSAL,
    /** Something that only this provider understands; comes as one {@link Opaque}. */
    OPAQUE
  }

  /** Why a choice ended. */
  enum FinishReason {
    STOP,
    LENGTH,
    CONTEXT_WINDOW,
    TOOL_CALLS,
    CONTENT_FILTER,
    REFUSAL,
    PAUSED,
    /** The service ended this choice with a fault of its own, such as a malformed tool call. */
    ERROR,
    /** Another reason; see the raw one. */
    OTHER
  }

  /** The answer has begun; not yet content. */
  record Started(@Nullable String id, @Nullable String model) implements ChatEvent {}

  /** A block begins. {@code callId} and {@code name} are set for tool calls. */
  record BlockStarted(
      int block, int choice, BlockKind kind, @Nullable String callId, @Nullable String name)
      implements ChatEvent {}

  /**
   * More of a block: text, or the next piece of a tool call's arguments. May end between the two
   * halves of a surrogate pair.
   *
   * @param kind the block's kind, repeated so that a reader needs no table
   * @param logprobs of the tokens in this delta; mostly empty
   */
  record Delta(int block, BlockKind kind, String text, List<TokenLogprob> logprobs)
      implements ChatEvent {}

  /**
   * The whole of a block that only this provider understands.
   *
   * @param type {@code provider.block-type}
   * @param json an object
   */
  record Opaque(int block, String type, String json) implements ChatEvent {}

  /** A pointer from a block to evidence. */
  record Annotated(int block, Annotation annotation) implements ChatEvent {}

  /**
   * A block ends. The signature, if any, must come back with it in the next call, byte for byte.
   */
  record BlockEnded(int block, @Nullable String signature) implements ChatEvent {}

  /** Tokens so far; cumulative. */
  record Used(Usage usage) implements ChatEvent {}

  /**
   * A choice has ended. Build it with {@link ChatEvent#choiceFinished}.
   *
   * @param rawReason the service's own word
   * @param stopSequence the stop text that was reached
   * @param message the service's explanation for people
   * @param safety what the service's filters said, of the prompt too
   */
  record ChoiceFinished(
      int choice,
      FinishReason reason,
      String rawReason,
      @Nullable String stopSequence,
      @Nullable String message,
      List<SafetyRating> safety)
      implements ChatEvent {
    public ChoiceFinished {
      safety = List.copyOf(safety);
    }

    public ChoiceFinished withStopSequence(@Nullable String text) {
      return new ChoiceFinished(choice, reason, rawReason, text, message, safety);
    }

    public ChoiceFinished withMessage(@Nullable String text) {
      return new ChoiceFinished(choice, reason, rawReason, stopSequence, text, safety);
    }

    public ChoiceFinished withSafety(List<SafetyRating> ratings) {
      return new ChoiceFinished(choice, reason, rawReason, stopSequence, message, ratings);
    }
  }

  /**
   * What the service tells of the whole answer beside it, such as sources, its own timing or the
   * tier that served it. May come any number of times, the last counts.
   *
   * @param json an object in the service's own words
   */
  record Metadata(String json) implements ChatEvent {}

  /** The answer is whole: the service itself said so. */
  record Completed() implements ChatEvent {
    private static final Completed INSTANCE = new Completed();
  }

  /** The answer failed. */
  record Failed(ProviderError error) implements ChatEvent {}

  static ChatEvent started(@Nullable String id, @Nullable String model) {
    return new Started(id, model);
  }

  static ChatEvent blockStarted(int block, int choice, BlockKind kind) {
    return new BlockStarted(block, choice, kind, null, null);
  }

  static ChatEvent toolCallStarted(int block, int choice, String callId, String name) {
    return new BlockStarted(block, choice, BlockKind.TOOL_CALL, callId, name);
  }

  static ChatEvent delta(int block, BlockKind kind, String text) {
    return new Delta(block, kind, text, List.of());
  }

  static ChatEvent delta(int block, BlockKind kind, String text, List<TokenLogprob> logprobs) {
    return new Delta(block, kind, text, List.copyOf(logprobs));
  }

  static ChatEvent opaque(int block, String type, String json) {
    return new Opaque(block, type, json);
  }

  static ChatEvent annotated(int block, Annotation annotation) {
    return new Annotated(block, annotation);
  }

  static ChatEvent blockEnded(int block) {
    return new BlockEnded(block, null);
  }

  static ChatEvent blockEnded(int block, @Nullable String signature) {
    return new BlockEnded(block, signature);
  }

  static ChatEvent used(Usage usage) {
    return new Used(usage);
  }

  static ChoiceFinished choiceFinished(int choice, FinishReason reason, String rawReason) {
    return new ChoiceFinished(choice, reason, rawReason, null, null, List.of());
  }

  static ChatEvent metadata(String json) {
    return new Metadata(json);
  }

  static ChatEvent completed() {
    return Completed.INSTANCE;
  }

  static ChatEvent failed(ProviderError error) {
    return new Failed(error);
  }
}
