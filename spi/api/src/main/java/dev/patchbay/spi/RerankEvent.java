package dev.patchbay.spi;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happens in the answer to a {@link RerankCall}. Made by plugins through the static
 * factories, switched over by the server.
 *
 * <p>Order: {@code Started} at most once and first; {@code Scored} at least once, at most once for
 * each document, in any order; {@code Used} any number of times, the last counts. The last event is
 * {@code Completed} or {@code Failed}, exactly one of them.
 */
public sealed interface RerankEvent {
  /** The answer has begun. */
  record Started(@Nullable String model) implements RerankEvent {}

  /**
   * How well one document answers.
   *
   * @param index the document's place in {@link RerankCall#documents}, from 0
   * @param score on the model's own scale; more is better
   */
  record Scored(int index, double score) implements RerankEvent {}

  /** Tokens so far; cumulative. */
  record Used(Usage usage) implements RerankEvent {}

  /** The answer is whole. */
  record Completed() implements RerankEvent {
    private static final Completed INSTANCE = new Completed();
  }

  /** The answer failed. */
  record Failed(ProviderError error) implements RerankEvent {}

  static RerankEvent started(@Nullable String model) {
    return new Started(model);
  }

  static RerankEvent scored(int index, double score) {
    return new Scored(index, score);
  }

  static RerankEvent used(Usage usage) {
    return new Used(usage);
  }

  static RerankEvent completed() {
    return Completed.INSTANCE;
  }

  static RerankEvent failed(ProviderError error) {
    return new Failed(error);
  }
}
