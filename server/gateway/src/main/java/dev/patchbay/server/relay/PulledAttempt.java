package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Endpoint;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An attempt at a provider that is pulled: a thread reads its source into a short queue, and the
 * loop empties the queue. While the caller doesn't read, the queue fills and the source is not
 * read.
 *
 * <p>The reading thread holds the endpoint: the provider must not be closed under a source that is
 * being read.
 */
final class PulledAttempt<E> implements Attempt {
  private static final Logger log = LoggerFactory.getLogger(PulledAttempt.class);

  private static final int QUEUE = 16;

  /** Said in one turn of the loop, which has other calls, too. */
  private static final int BATCH = 64;

  private final Loop loop;
  private final String provider;
  private final Endings<E> endings;
  private final Pulled.Source<E> source;
  private final BlockingQueue<E> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicBoolean drainScheduled = new AtomicBoolean();
  private final AtomicBoolean sourceClosed = new AtomicBoolean();
  private volatile boolean cancelled;
  // Written by the reading thread before it ends, read by the loop after it has seen `exhausted`.
  private @Nullable Throwable thrown;
  private volatile boolean exhausted;
  private @Nullable Listener<E> listener;

  private PulledAttempt(
      Loop loop,
      String provider,
      Endings<E> endings,
      Pulled.Source<E> source,
      Listener<E> listener) {
    this.loop = loop;
    this.provider = provider;
    this.endings = endings;
    this.source = source;
    this.listener = listener;
  }

  /** Starts reading; takes over the caller's hold on the endpoint. */
  static <E> PulledAttempt<E> start(
      Loop loop,
      Endpoint endpoint,
      Endings<E> endings,
      Pulled.Source<E> source,
      Listener<E> listener) {
    var attempt = new PulledAttempt<>(loop, endpoint.place().provider(), endings, source, listener);
    endpoint.runBlocking("pull", () -> attempt.read(endpoint));
    return attempt;
  }

  private void read(Endpoint endpoint) {
    try {
      pull();
    } catch (Throwable e) {
      // An Error, too: a plugin's fault must fail its call, and be told by its name.
      thrown = e;
    } finally {
      endpoint.release();
      exhausted = true;
      scheduleDrain();
    }
  }

  private void pull() throws Exception {
    try {
      while (!cancelled) {
        E event = source.next();
        if (event == null) {
          return;
        }
        queue.put(event);
        scheduleDrain();
        if (endings.isTerminal(event)) {
          return;
        }
      }
    } finally {
      closeSource();
    }
  }

  private void scheduleDrain() {
    if (drainScheduled.compareAndSet(false, true)) {
      loop.later(this::drain);
    }
  }

  private void drain() {
    drainScheduled.set(false);
    int said = 0;
    while (listener != null && listener.wantsMore()) {
      if (said == BATCH) {
        scheduleDrain();
        break;
      }
      boolean last = exhausted;
      E event = queue.poll();
      if (event == null) {
        if (last) {
          breakOff(listener);
        }
        break;
      }
      said++;
      say(listener, event);
    }
    if (said > 0 && listener != null) {
      listener.flush();
    }
  }

  private void say(Listener<E> hearing, E event) {
    if (endings.isTerminal(event)) {
      listener = null;
    }
    hearing.event(event);
  }

  private void breakOff(Listener<E> hearing) {
    listener = null;
    Throwable cause = thrown;
    thrown = null;
    if (cause instanceof ProviderException known) {
      hearing.event(endings.failed().apply(known.error()));
    } else if (cause != null) {
      hearing.broke(
          FailureKind.ADAPTER,
          Fault.of(
              Reason.ADAPTER_FAILED,
              "provider " + provider + " failed while it answered: " + cause));
    } else {
      hearing.broke(
          FailureKind.CUT,
          Fault.of(Reason.PROVIDER_ERROR, "the answer ended before its end was said"));
    }
  }

  @Override
  public void cancel() {
    listener = null;
    cancelled = true;
    closeSource();
    // Wakes a thread that waits for room in the queue.
    queue.clear();
  }

  private void closeSource() {
    if (sourceClosed.compareAndSet(false, true)) {
      try {
        source.close();
      } catch (Throwable e) {
        log.warn("a provider's stream did not close: {}", e.toString());
      }
    }
  }

  @Override
  public void resume() {
    drain();
  }

  /** A source in the process says its end, or fails. */
  @Override
  public void conclude() {}

  @Override
  public boolean isConnected() {
    return true;
  }
}
