package dev.patchbay.server.catalog;

import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.CredentialSource.Fetched;
import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one credential fresh on a virtual thread: fetches it ahead of need, again with growing pauses after a failure, and early
 * when the service refused it.
 */
final class CredentialKeeper<C> implements Credentials<C>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CredentialKeeper.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final String endpoint;
  private final CredentialSource<C> source;
  private final InstantSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private volatile @Nullable Fetched<C> fetched;
  private volatile String failure = "not fetched yet";
  private boolean refused;

  CredentialKeeper(String endpoint, CredentialSource<C> source, InstantSource time) {
    this.endpoint = endpoint;
    this.source = source;
    this.time = time;
    thread = Thread.ofVirtual().name("credentials " + endpoint).start(this::keep);
  }

  @Override
  public C current() {
    Fetched<C> now = fetched;
    if (now == null) {
      throw new ProviderException(ErrorKind.AUTH, "endpoint " + endpoint + " has no credential: " + failure);
    }
    if (!time.instant().isBefore(now.expiresAt())) {
      throw new ProviderException(ErrorKind.AUTH, "the credential of endpoint " + endpoint + " has expired: " + failure);
    }
    return now.value();
  }

  @Override
  public void rejected(C value) {
    Fetched<C> now = fetched;
    if (now == null || !now.value().equals(value)) {
      return;
    }
    lock.lock();
    try {
      refused = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void keep() {
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        if (fetch()) {
          pause = FIRST_PAUSE;
          await(untilRefresh());
        } else {
          await(pause);
          pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private boolean fetch() throws InterruptedException {
    try {
      fetched = source.fetch();
      failure = "";
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      failure = String.valueOf(e.getMessage());
      log.warn("endpoint {}: no fresh credential: {}", endpoint, failure);
      return false;
    }
  }

  private Duration untilRefresh() {
    Fetched<C> now = fetched;
    Instant refreshAt = now == null ? time.instant() : now.refreshAt();
    Duration left = Duration.between(time.instant(), refreshAt);
    // A service that gives a credential with no life left must not be asked in a loop.
    return left.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : left;
  }

  private void await(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!refused && left > 0) {
        left = changed.awaitNanos(Math.min(left, TimeUnit.HOURS.toNanos(1)));
      }
      refused = false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
