package dev.patchbay.plugin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How soon the real model stops. */
class CancelTest {
  private static final String LONG = "word ".repeat(900) + "Tell a story.";
  private static final long ONE_CALL_MILLIS = 350;
  private static final long ALL_BUSY_MILLIS = 700;
  private static final int CALLS = 2;

  private static Provider provider;

  @BeforeAll
  @Timeout(900)
  static void load() throws Exception {
    provider = RealModel.provider(Map.of("calls", (long) CALLS));
    provider.warmUp();
  }

  @AfterAll
  static void unload() {
    if (provider != null) {
      provider.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 150, 300, 500})
  void close_inTheLongPrompt_endsInTime(int afterMillis) throws Exception {
    var reader = new Reader(LONG);
    reader.started.await();
    reader.stillReadingAfter(afterMillis);

    assertThat(reader.millisToStop()).isLessThan(ONE_CALL_MILLIS);
    providerIsFree();
  }

  @Test
  void close_midStream_endsInTime() throws Exception {
    var reader = new Reader("Tell a long story about a dragon.");
    reader.speaking.await();

    assertThat(reader.millisToStop()).isLessThan(ONE_CALL_MILLIS);
    providerIsFree();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 600})
  void close_allBusyWithPrompts_endsInTime(int afterMillis) throws Exception {
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      readers.add(new Reader(LONG));
      readers.get(i).started.await();
    }
    readers.getFirst().stillReadingAfter(afterMillis);

    // The last one waits for its turn at the gate most of the time.
    assertThat(readers.getLast().millisToStop()).isLessThan(ALL_BUSY_MILLIS);
    assertThat(readers.getFirst().millisToStop()).isLessThan(ALL_BUSY_MILLIS);
    providerIsFree();
  }

  @Test
  void close_betweenReads_freesThePlace() throws Exception {
    for (int i = 0; i < 2 * CALLS; i++) {
      try (var source = Reading.open(provider, "Tell a story.", Sampling.NONE)) {
        Reading.untilText(source);
      }
    }
    providerIsFree();
  }

  @Test
  void next_afterClose_givesNothing() throws Exception {
    var source = Reading.open(provider, "Hello", Sampling.NONE);
    Reading.untilText(source);
    source.close();

    assertThat(source.next()).isNull();
  }

  @Test
  void provider_closedDuringACall_freesWithItsEnd() throws Exception {
    Provider own = RealModel.provider(Map.of("calls", 1L));
    own.warmUp();
    var source = Reading.open(own, "What is the capital of France?", Sampling.NONE);
    Reading.untilText(source);

    own.close();

    assertThat(Reading.text(Reading.all(source))).contains("Paris");
    source.close();
  }

  /** All places can be had. */
  private static void providerIsFree() throws Exception {
    List<Pulled.Source<ChatEvent>> sources = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      sources.add(Reading.open(provider, "Hello", Sampling.NONE));
    }
    for (var source : sources) {
      Reading.untilText(source);
    }
    sources.forEach(Pulled.Source::close);
  }

  /** Reads an answer on a thread of its own. */
  private static final class Reader {
    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch speaking = new CountDownLatch(1);
    private final Pulled.Source<ChatEvent> source;
    private final CompletableFuture<List<ChatEvent>> events;

    Reader(String prompt) {
      source = Reading.open(provider, prompt, Sampling.NONE);
      events = CompletableFuture.supplyAsync(this::read, task -> Thread.ofPlatform().start(task));
    }

    private List<ChatEvent> read() {
      started.countDown();
      try {
        Reading.untilText(source);
        speaking.countDown();
        return Reading.all(source);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    void stillReadingAfter(int millis) throws InterruptedException {
      assertThat(speaking.await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    long millisToStop() {
      long start = System.nanoTime();
      source.close();
      assertThat(events.join()).doesNotContain(ChatEvent.completed());
      return (System.nanoTime() - start) / 1_000_000;
    }
  }
}
