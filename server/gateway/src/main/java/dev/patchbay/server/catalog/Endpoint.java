package dev.patchbay.server.catalog;

import dev.patchbay.server.health.EndpointHealth;
import dev.patchbay.server.upstream.Upstream;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.Provider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One account of a provider in one region, with the provider that translates for it.
 *
 * <p>Calls hold it ({@link #acquire}) while they use its provider; once it is retired and the last
 * of them has let go, the provider is closed. Thread-safe.
 */
public final class Endpoint {
  /** Added to the number of holders when no new ones are let in. */
  private static final int RETIRED = 1 << 30;

  /** Whether calls may go there. */
  public enum State {
    AVAILABLE,
    /** Gets ready, for example loads its model. */
    WARMING,
    UNAVAILABLE
  }

  /**
   * @param reason why it is not available, for people; empty if it is
   */
  public record Status(State state, String reason) {
    static final Status AVAILABLE = new Status(State.AVAILABLE, "");
    static final Status WARMING = new Status(State.WARMING, "getting ready");

    static Status unavailable(String reason) {
      return new Status(State.UNAVAILABLE, reason);
    }
  }

  /**
   * What the configuration says of it.
   *
   * @param name the operator's name
   * @param provider the provider's name
   */
  public record Place(
      String name, String provider, @Nullable String region, List<String> attestations) {}

  /**
   * The provider and what it needs.
   *
   * @param upstreams one for each of the provider's origins, in their order
   * @param nativeThreads whether its streams must be pulled on platform threads
   * @param release called once after the provider was closed
   */
  record Backing(
      Provider provider, List<Upstream> upstreams, boolean nativeThreads, Runnable release) {}

  private final Place place;

  /** Let go of when it is closed: who still knows the endpoint must not keep a class loader. */
  private volatile @Nullable Backing backing;

  private final AtomicInteger holders = new AtomicInteger();
  private final CountDownLatch warm;
  private final CountDownLatch closed;
  private final EndpointHealth health;
  private volatile Status status;

  /**
   * @param health its own, and as old as it is
   */
  Endpoint(Place place, Backing backing, EndpointHealth health) {
    this.place = place;
    this.backing = backing;
    this.health = health;
    this.status = Status.WARMING;
    this.warm = new CountDownLatch(1);
    this.closed = new CountDownLatch(1);
  }

  /** An endpoint without a provider: it can be seen, but not called. */
  Endpoint(Place place, String reason) {
    this.place = place;
    this.backing = null;
    this.health = new EndpointHealth();
    this.status = Status.unavailable(reason);
    this.warm = new CountDownLatch(0);
    this.closed = new CountDownLatch(0);
  }

  public Place place() {
    return place;
  }

  public String name() {
    return place.name();
  }

  /** How its calls go; of no use while it is not {@link #isAvailable available}. */
  public EndpointHealth health() {
    return health;
  }

  public Status status() {
    return status;
  }

  /** Warming up has ended. */
  void warmed(Status ending) {
    status = ending;
    warm.countDown();
  }

  /** Waits until warming up has ended, well or not, or the time is over. */
  public void awaitWarm(Duration limit) {
    await(warm, limit);
  }

  private static void await(CountDownLatch latch, Duration limit) {
    try {
      var ignored = latch.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public boolean isAvailable() {
    return status.state() == State.AVAILABLE;
  }

  /** The provider; only between {@link #acquire} and {@link #release}. */
  public Provider provider() {
    return backing().provider();
  }

  /** What the provider knows about a model; nothing if there is no provider. */
  Capabilities capabilities(String model) {
    Backing here = backing;
    return here == null ? Capabilities.UNKNOWN : here.provider().capabilities(model);
  }

  public Upstream upstream(int origin) {
    return backing().upstreams().get(origin);
  }

  /**
   * Runs code of the provider's that may block, on a thread of its own: a virtual one, or a
   * platform thread where native code would pin the carrier. Libraries inside the plugin find its
   * classes through the thread.
   */
  public void runBlocking(String what, Runnable work) {
    Thread.Builder threads =
        backing().nativeThreads() ? Thread.ofPlatform().daemon(true) : Thread.ofVirtual();
    Thread thread = threads.name(what + " " + name()).unstarted(work);
    thread.setContextClassLoader(provider().getClass().getClassLoader());
    thread.start();
  }

  /** Holds the endpoint, so that its provider stays open; false if it is retired or has none. */
  public boolean acquire() {
    if (backing == null) {
      return false;
    }
    int before = holders.getAndUpdate(n -> n >= RETIRED ? n : n + 1);
    return before < RETIRED;
  }

  /** Lets go; once for each successful {@link #acquire}. */
  public void release() {
    if (holders.decrementAndGet() == RETIRED) {
      close();
    }
  }

  /** Lets no new calls in; the provider is closed after the last one. Once. */
  void retire() {
    if (backing != null && holders.getAndAdd(RETIRED) == 0) {
      close();
    }
  }

  /** Waits until the provider of a retired endpoint is closed, or the time is over. */
  void awaitClosed(Duration limit) {
    await(closed, limit);
  }

  private void close() {
    ProviderClosing.close(place, backing(), closed::countDown);
    backing = null;
  }

  private Backing backing() {
    Backing here = backing;
    if (here == null) {
      throw new IllegalStateException(
          "endpoint " + name() + " has no provider: " + status.reason());
    }
    return here;
  }

  @Override
  public String toString() {
    return place.name();
  }
}
