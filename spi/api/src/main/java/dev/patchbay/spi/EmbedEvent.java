package dev.patchbay.spi;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happens in the answer to an {@link EmbedCall}. Made by plugins through the static
 * factories, switched over by the server.
 *
 * <p>Order: {@code Started} at most once and first; one {@code Vector} for each input, in any
 * order; {@code Used} any number of times, the last counts. The last event is {@code Completed} or
 * {@code Failed}, exactly one of them.
 */
public sealed interface EmbedEvent {
  /** The answer has begun. */
  record Started(@Nullable String model) implements EmbedEvent {}

  /**
   * The vector of one input.
   *
   * @param index the input's place in {@link EmbedCall#inputs}, from 0
   * @param values the whole vector from position 0 to its limit; not written to any more
   */
  record Vector(int index, FloatBuffer values) implements EmbedEvent {}

  /** Tokens so far; cumulative. */
  record Used(Usage usage) implements EmbedEvent {}

  /** The answer is whole. */
  record Completed() implements EmbedEvent {
    private static final Completed INSTANCE = new Completed();
  }

  /** The answer failed. */
  record Failed(ProviderError error) implements EmbedEvent {}

  static EmbedEvent started(@Nullable String model) {
    return new Started(model);
  }

  /** Takes the array over: it must not be written to any more. */
  static EmbedEvent vector(int index, float[] values) {
    return new Vector(index, FloatBuffer.wrap(values).asReadOnlyBuffer());
  }

  static EmbedEvent used(Usage usage) {
    return new Used(usage);
  }

  static EmbedEvent completed() {
    return Completed.INSTANCE;
  }

  static EmbedEvent failed(ProviderError error) {
    return new Failed(error);
  }
}
