package dev.patchbay.spi.testkit;

import dev.patchbay.spi.ProviderError;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the checks of an answer must know of its events.
 *
 * @param <E> the events
 */
interface AnswerKind<E> {
  /** Takes the events of one answer, one after the other. */
  interface Order<E> {
    /**
     * Takes the next event.
     *
     * @throws AssertionError if it breaks a rule
     */
    void event(E event);
  }

  Order<E> order();

  E failed(ProviderError error);

  /** The error of a failed answer's terminal event, null for every other event. */
  @Nullable ProviderError error(E event);

  boolean isCompleted(E event);

  /** One line. */
  String text(E event);

  default boolean isTerminal(E event) {
    return isCompleted(event) || error(event) != null;
  }

  default void checkOrder(List<E> events) {
    events.forEach(order()::event);
  }

  default String text(List<E> events) {
    return events.stream().map(event -> text(event) + "\n").collect(Collectors.joining());
  }

  default boolean isOver(List<E> events) {
    return !events.isEmpty() && isTerminal(events.get(events.size() - 1));
  }

  default RecordedCase.Ending ending(List<E> events) {
    if (!isOver(events)) {
      return RecordedCase.Ending.NONE;
    }
    boolean completed = isCompleted(events.get(events.size() - 1));
    return completed ? RecordedCase.Ending.COMPLETED : RecordedCase.Ending.FAILED;
  }
}
