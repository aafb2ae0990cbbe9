package dev.patchbay.server.catalog;

import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.CredentialSource.Fetched;
import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one credential fresh on a virtual thread: fetches it ahead of need, again with growing
 * pauses after a failure, and early when the service refused it.
 */
final class CredentialKeeper<C> implements Credentials<C>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CredentialKeeper.class);
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** So that a thousand endpoints of one account don't refresh in the same second. */
  private static final double JITTER = 0.05;

  private final String endpoint;
  private final CredentialSource<C> source;
  private final InstantSource time;
  private final Duration leastPause;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private volatile @Nullable Fetched<C> fetched;
  private volatile String failure = "not fetched yet";
  private volatile boolean closed;
  private boolean refused;

  CredentialKeeper(String endpoint, CredentialSource<C> source, InstantSource time) {
    this(endpoint, source, time, LEAST_PAUSE);
  }

  /**
   * @param leastPause between two fetches, whatever happens; doubled after each failure
   */
  CredentialKeeper(
      String endpoint, CredentialSource<C> source, InstantSource time, Duration leastPause) {
    this.endpoint = endpoint;
    this.source = source;
    this.time = time;
    this.leastPause = leastPause;
    thread = Thread.ofVirtual().name("credentials " + endpoint).start(this::keep);
  }

  @Override
  public C current() {
    Fetched<C> now = fetched;
    if (now == null) {
      throw new ProviderException(
          ErrorKind.AUTH, "endpoint " + endpoint + " has no credential: " + failure);
    }
    if (!time.instant().isBefore(now.expiresAt())) {
      throw new ProviderException(
          ErrorKind.AUTH, "the credential of endpoint " + endpoint + " has expired: " + failure);
    }
    return now.value();
  }

  @Override
  public void rejected(C value) {
    lock.lock();
    try {
      Fetched<C> now = fetched;
      if (now != null && now.value().equals(value)) {
        refused = true;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void keep() {
    Duration pause = leastPause;
    try {
      while (!closed) {
        if (fetch()) {
          pause = leastPause;
          awaitRefresh();
        } else {
          // A refusal doesn't shorten this: a service in trouble is asked less, not more.
          await(pause, false);
          Duration longer = pause.multipliedBy(2);
          pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private boolean fetch() {
    try {
      take(source.fetch());
      failure = "";
      return true;
    } catch (Throwable e) {
      failure = e.getMessage() == null ? e.toString() : e.getMessage();
      if (!closed) {
        log.warn("endpoint {}: no fresh credential: {}", endpoint, failure);
      }
      return false;
    }
  }

  private void take(Fetched<C> fresh) {
    lock.lock();
    try {
      fetched = fresh;
      // What was refused meanwhile was the one before.
      refused = false;
    } finally {
      lock.unlock();
    }
  }

  private void awaitRefresh() throws InterruptedException {
    // A service that gives credentials with no life left must not be asked in a loop.
    await(leastPause, false);
    await(untilRefresh(), true);
  }

  private void await(Duration pause, boolean endsWhenRefused) throws InterruptedException {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (left > 0 && !(endsWhenRefused && refused)) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private Duration untilRefresh() {
    Fetched<C> now = fetched;
    if (now == null) {
      return leastPause;
    }
    Duration left = Duration.between(time.instant(), now.refreshAt());
    // A source that says "never" must not overflow the wait.
    Duration bounded = left.compareTo(Duration.ofDays(365)) < 0 ? left : Duration.ofDays(365);
    double earlier = 1 - ThreadLocalRandom.current().nextDouble(JITTER);
    return Duration.ofMillis((long) (bounded.toMillis() * earlier));
  }

  /** Ends the thread; a fetch that is under way is interrupted. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
