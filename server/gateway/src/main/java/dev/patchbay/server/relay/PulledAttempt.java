package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Endpoint;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.spi.ChatEvent;
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
final class PulledAttempt implements Attempt {
  private static final Logger log = LoggerFactory.getLogger(PulledAttempt.class);

  private static final int QUEUE = 16;

  private final Loop loop;
  private final Pulled.Source<ChatEvent> source;
  private final BlockingQueue<ChatEvent> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicBoolean drainScheduled = new AtomicBoolean();
  private final AtomicBoolean sourceClosed = new AtomicBoolean();
  private volatile boolean cancelled;
  // Written by the reading thread before it ends, read by the loop after it has seen `exhausted`.
  private @Nullable Fault broken;
  private volatile boolean exhausted;
  private @Nullable Listener listener;

  private PulledAttempt(Loop loop, Pulled.Source<ChatEvent> source, Listener listener) {
    this.loop = loop;
    this.source = source;
    this.listener = listener;
  }

  /** Starts reading; takes over the caller's hold on the endpoint. */
  static PulledAttempt start(
      Loop loop, Endpoint endpoint, Pulled.Source<ChatEvent> source, Listener listener) {
    var attempt = new PulledAttempt(loop, source, listener);
    endpoint.runBlocking("pull", () -> attempt.read(endpoint));
    return attempt;
  }

  private void read(Endpoint endpoint) {
    try {
      while (!cancelled) {
        ChatEvent event = source.next();
        if (event == null) {
          break;
        }
        queue.put(event);
        scheduleDrain();
        if (event instanceof ChatEvent.Completed || event instanceof ChatEvent.Failed) {
          break;
        }
      }
    } catch (InterruptedException e) {
      // Cancelled while the queue was full.
    } catch (Exception | LinkageError e) {
      broken = fault(endpoint, e);
    } finally {
      closeSource();
      exhausted = true;
      scheduleDrain();
      endpoint.release();
    }
  }

  private static Fault fault(Endpoint endpoint, Throwable thrown) {
    return thrown instanceof ProviderException known
        ? FaultMapping.of(known.error())
        : Fault.of(
            Reason.ADAPTER_FAILED,
            "provider " + endpoint.place().provider() + " failed while it answered: " + thrown);
  }

  private void scheduleDrain() {
    if (drainScheduled.compareAndSet(false, true)) {
      loop.events().execute(this::drain);
    }
  }

  private void drain() {
    drainScheduled.set(false);
    boolean said = false;
    while (listener != null && listener.wantsMore()) {
      boolean last = exhausted;
      ChatEvent event = queue.poll();
      if (event != null) {
        said = true;
        say(listener, event);
      } else {
        if (last) {
          breakOff(listener);
        }
        break;
      }
    }
    if (said && listener != null) {
      listener.flush();
    }
  }

  private void say(Listener hearing, ChatEvent event) {
    if (event instanceof ChatEvent.Completed || event instanceof ChatEvent.Failed) {
      listener = null;
    }
    hearing.event(event);
  }

  private void breakOff(Listener hearing) {
    listener = null;
    hearing.broke(
        broken != null
            ? broken
            : Fault.of(Reason.PROVIDER_ERROR, "the answer ended before its end was said"));
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
      } catch (RuntimeException | LinkageError e) {
        log.warn("a provider's stream did not close: {}", e.toString());
      }
    }
  }

  @Override
  public void resume() {
    drain();
  }

  @Override
  public boolean isConnected() {
    return true;
  }
}
