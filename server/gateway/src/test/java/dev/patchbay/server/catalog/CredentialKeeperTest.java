package dev.patchbay.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.CredentialSource.Fetched;
import dev.patchbay.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The source is the test's; real time passes between fetches only, in pauses of 20 ms. */
class CredentialKeeperTest {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final InstantSource time = now::get;
  private final BlockingQueue<Long> fetches = new LinkedBlockingQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final List<CredentialKeeper<?>> keepers = new ArrayList<>();

  @AfterEach
  void stop() {
    keepers.forEach(CredentialKeeper::close);
  }

  private <C> CredentialKeeper<C> keep(Callable<Fetched<C>> source) {
    var keeper =
        new CredentialKeeper<>(
            "east",
            () -> {
              count.incrementAndGet();
              fetches.add(System.nanoTime());
              return source.call();
            },
            time,
            PAUSE);
    keepers.add(keeper);
    return keeper;
  }

  private long nextFetch() throws InterruptedException {
    Long at = fetches.poll(10, TimeUnit.SECONDS);
    assertThat(at).as("a fetch").isNotNull();
    return at;
  }

  private static <C> C current(CredentialKeeper<C> keeper) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try {
        return keeper.current();
      } catch (ProviderException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private Fetched<String> token(String value, Duration refresh) {
    return new Fetched<>(value, START.plus(refresh), START.plus(Duration.ofHours(1)));
  }

  @Test
  void current_beforeTheFirstFetchHasEnded_saysSo() {
    var never = new CountDownLatch(1);
    CredentialKeeper<String> keeper =
        keep(() -> {
          never.await();
          return token("a", Duration.ofHours(1));
        });

    assertThatThrownBy(keeper::current)
        .isInstanceOf(ProviderException.class)
        .hasMessage("endpoint east has no credential: not fetched yet");
  }

  @Test
  void keep_refreshIsDue_fetchesAheadOfTheEnd() throws Exception {
    CredentialKeeper<String> keeper = keep(() -> token("token-" + count, Duration.ofMillis(60)));

    nextFetch();
    nextFetch();
    nextFetch();

    assertThat(keeper.current()).as("never without one meanwhile").startsWith("token-");
  }

  @Test
  void current_expired_saysWhyThereIsNoFreshOne() throws Exception {
    CredentialKeeper<String> keeper = keep(() -> token("a", Duration.ofMinutes(50)));
    current(keeper);

    now.set(START.plus(Duration.ofHours(1)));

    assertThatThrownBy(keeper::current)
        .isInstanceOf(ProviderException.class)
        .hasMessageStartingWith("the credential of endpoint east has expired");
  }

  @Test
  void rejected_currentOne_fetchesEarly() throws Exception {
    CredentialKeeper<String> keeper = keep(() -> token("token-" + count, Duration.ofHours(1)));
    assertThat(current(keeper)).isEqualTo("token-1");
    nextFetch();

    keeper.rejected("token-1");

    nextFetch();
    assertThat(count).hasValue(2);
  }

  @Test
  void rejected_anOlderOne_changesNothing() throws Exception {
    CredentialKeeper<String> keeper = keep(() -> token("token-" + count, Duration.ofHours(1)));
    current(keeper);
    nextFetch();

    keeper.rejected("token-0");

    assertThat(fetches.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void rejected_againAndAgain_keepsThePauseBetweenFetches() throws Exception {
    CredentialKeeper<String> keeper = keep(() -> token("same", Duration.ofHours(1)));
    current(keeper);
    long before = nextFetch();

    for (int i = 0; i < 3; i++) {
      keeper.rejected("same");
      long at = waitForFetchRejecting(keeper);
      assertThat(at - before).isGreaterThanOrEqualTo(PAUSE.toNanos() * 9 / 10);
      before = at;
    }
  }

  private long waitForFetchRejecting(CredentialKeeper<String> keeper) throws InterruptedException {
    Long at = null;
    while (at == null) {
      keeper.rejected("same");
      at = fetches.poll(1, TimeUnit.MILLISECONDS);
    }
    return at;
  }

  @Test
  void keep_fetchFails_triesAgainWithGrowingPauses() throws Exception {
    CredentialKeeper<String> keeper =
        keep(() -> {
          throw new IllegalStateException("no route to the token service");
        });

    long first = nextFetch();
    long second = nextFetch();
    long third = nextFetch();

    assertThat(second - first).isGreaterThanOrEqualTo(PAUSE.toNanos() * 9 / 10);
    assertThat(third - second).isGreaterThanOrEqualTo(PAUSE.toNanos() * 18 / 10);
    assertThatThrownBy(keeper::current)
        .hasMessage("endpoint east has no credential: no route to the token service");
  }

  @Test
  void keep_sourceThrowsAnError_triesAgain() throws Exception {
    CredentialKeeper<String> keeper =
        keep(() -> {
          if (count.get() == 1) {
            throw new StackOverflowError("deep");
          }
          return token("b", Duration.ofHours(1));
        });

    assertThat(current(keeper)).isEqualTo("b");
  }

  @Test
  void close_whileFetching_interruptsAndFetchesNeverAgain() throws Exception {
    var interrupted = new CountDownLatch(1);
    CredentialKeeper<String> keeper =
        keep(() -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw new IllegalStateException("gave up", e);
          }
          return token("a", Duration.ZERO);
        });
    nextFetch();

    keeper.close();

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(fetches.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }
}
