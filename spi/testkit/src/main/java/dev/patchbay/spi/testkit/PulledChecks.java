package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a pulled answer must do. Each check throws if it does not. */
final class PulledChecks {
  private static final int LIMIT = 1_000_000;

  private final Supplier<Pulled<ChatEvent>> answers;

  PulledChecks(Supplier<Pulled<ChatEvent>> answers) {
    this.answers = answers;
  }

  void endsWithItsTerminalEvent() throws Exception {
    Pulled.Source<ChatEvent> source = answers.get().source();
    try {
      EventOrder order = new EventOrder();
      List<ChatEvent> events = new ArrayList<>();
      while (!order.isOver()) {
        ChatEvent event = source.next();
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
    Pulled.Source<ChatEvent> source = answers.get().source();
    source.close();
    ChatEvent event = nextOrNull(source);
    assertThat(event == null || event instanceof ChatEvent.Failed)
        .as("next() after close() gave %s, expected null, Failed or a throw", event)
        .isTrue();
  }

  void closeFromAnotherThreadEndsNext() throws InterruptedException {
    Pulled.Source<ChatEvent> source = answers.get().source();
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

  private static String readToEnd(Pulled.Source<ChatEvent> source, CountDownLatch begun) {
    try {
      ChatEvent event = source.next();
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

  private static @Nullable ChatEvent nextOrNull(Pulled.Source<ChatEvent> source) {
    try {
      return source.next();
    } catch (ProviderException e) {
      return ChatEvent.failed(e.error());
    } catch (Exception closed) {
      return null;
    }
  }
}
