package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a pulled answer must do. Each check throws if it does not.
 *
 * @param <E> the events of the answer
 */
final class PulledChecks<E> {
  private static final int LIMIT = 1_000_000;

  private final AnswerKind<E> kind;
  private final Supplier<Pulled<E>> answers;

  PulledChecks(AnswerKind<E> kind, Supplier<Pulled<E>> answers) {
    this.kind = kind;
    this.answers = answers;
  }

  void endsWithItsTerminalEvent() throws Exception {
    Pulled.Source<E> source = answers.get().source();
    try {
      AnswerKind.Order<E> order = kind.order();
      List<E> events = new ArrayList<>();
      while (!kind.isOver(events)) {
        E event = source.next();
        if (event == null) {
          throw new AssertionError("null before the terminal event, after " + events);
        }
        events.add(event);
        order.event(event);
        assertThat(events.size()).as("events of an answer that doesn't end").isLessThan(LIMIT);
      }
      assertThat(source.next()).as("next() after the terminal event").isNull();
    } finally {
      source.close();
    }
  }

  /** A refused call closes the source without ever reading it. */
  void mayBeClosedUnread() throws Exception {
    Pulled.Source<E> source = answers.get().source();
    source.close();
    E event = nextOrNull(source);
    assertThat(event == null || kind.error(event) != null)
        .as("next() after close() gave %s, expected null, Failed or a throw", event)
        .isTrue();
  }

  void closeFromAnotherThreadEndsNext() throws InterruptedException {
    Pulled.Source<E> source = answers.get().source();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicReference<String> problem = new AtomicReference<>("");
    Thread reader =
        new Thread(
            () -> {
              problem.set(readToEnd(source, begun));
              ended.countDown();
            },
            "contract-reader");
    reader.setDaemon(true);
    reader.start();
    assertThat(begun.await(60, TimeUnit.SECONDS)).as("next() gave a first event").isTrue();
    source.close();
    assertThat(ended.await(5, TimeUnit.SECONDS)).as("next() ends soon after close()").isTrue();
    assertThat(problem.get()).isEmpty();
  }

  private String readToEnd(Pulled.Source<E> source, CountDownLatch begun) {
    try {
      E event = source.next();
      begun.countDown();
      for (int i = 0; event != null && i < LIMIT; i++) {
        event = source.next();
      }
      return event == null ? "" : "goes on after close()";
    } catch (Exception closed) {
      // To throw is one of the two ways in which next() may end.
      begun.countDown();
      return "";
    }
  }

  private @Nullable E nextOrNull(Pulled.Source<E> source) {
    try {
      return source.next();
    } catch (ProviderException e) {
      return kind.failed(e.error());
    } catch (Exception closed) {
      return null;
    }
  }
}
