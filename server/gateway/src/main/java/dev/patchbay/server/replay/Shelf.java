package dev.patchbay.server.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps what has ended: each for a while, and all of it within a bound, beyond which what is asked
 * for least goes first. Thread-safe.
 */
public final class Shelf {
  /** For how long after its end something is kept. */
  public static final Duration KEPT_FOR = Duration.ofMinutes(5);

  /** Bytes of one call's answer that are kept at most. */
  public static final int CALL_BYTES = 1024 * 1024;

  /** Bytes of all that has ended. */
  public static final long TOTAL_BYTES = 64L * 1024 * 1024;

  /** How many request ids are remembered beside their answers, some hundreds of bytes each. */
  private static final int MOST_SERVED = 50_000;

  private final LongSupplier clock;
  private final Cache<Kept, Kept> kept;

  @Inject
  public Shelf() {
    this(System::nanoTime);
  }

  /**
   * @param clock {@link System#nanoTime}, or a test's
   */
  public Shelf(LongSupplier clock) {
    this.clock = clock;
    kept =
        lasting()
            .maximumWeight(TOTAL_BYTES)
            .weigher((Kept key, Kept same) -> same.weight())
            .removalListener((key, same, cause) -> {
              if (same != null) {
                same.dropped();
              }
            })
            .build();
  }

  private Caffeine<Object, Object> lasting() {
    return Caffeine.newBuilder()
        .expireAfterWrite(KEPT_FOR)
        .ticker(clock::getAsLong)
        .scheduler(Scheduler.systemScheduler())
        .executor(Runnable::run);
  }

  /** Keeps something from now on. */
  public void put(Kept something) {
    kept.put(something, something);
  }

  /** Lets go at once what nobody has asked for since its time was over. */
  void sweep() {
    kept.cleanUp();
  }

  /** A memory for requests that were served, as long as this one's. */
  Cache<RequestKey, Fingerprint> served() {
    return lasting().maximumSize(MOST_SERVED).build();
  }
}
