package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.upstream.ResponseListener;
import dev.patchbay.server.upstream.Upstream;
import dev.patchbay.server.upstream.UpstreamExchange;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseHead;
import org.jspecify.annotations.Nullable;

/** An attempt over HTTP: feeds a response to the provider's decoder. */
final class HttpAttempt<E> implements Attempt, ResponseListener, Decoder.Sink<E> {
  private final Loop loop;
  private final Upstream upstream;
  private final Endings<E> endings;
  private final Runnable release;
  // Null after the end: a decoder kept by a finished call would keep its plugin's class loader.
  private @Nullable Decoder<E> decoder;
  private @Nullable Listener<E> listener;
  private @Nullable UpstreamExchange exchange;
  private boolean sent;

  /**
   * @param release called once, when the decoder is needed no longer
   */
  HttpAttempt(
      Loop loop,
      Upstream upstream,
      Endings<E> endings,
      Decoder<E> decoder,
      Listener<E> listener,
      Runnable release) {
    this.loop = loop;
    this.upstream = upstream;
    this.endings = endings;
    this.release = release;
    this.decoder = decoder;
    this.listener = listener;
  }

  void sentWith(UpstreamExchange under) {
    sent = true;
    if (listener != null) {
      exchange = under;
    }
  }

  @Override
  public void head(ResponseHead head) {
    String coding = head.header("content-encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      breakOff(
          FailureKind.UNREADABLE,
          Fault.of(
              Reason.PROVIDER_BAD_RESPONSE,
              upstream
                  + " answered with content-encoding "
                  + coding
                  + ", which was not asked for"));
      return;
    }
    if (head.status() < 300 && listener != null) {
      listener.answers();
    }
    decode(decoder -> decoder.head(head, this));
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length) {
    Decoder<E> reading = decoder;
    if (reading == null) {
      return;
    }
    try {
      reading.bytes(buffer, offset, length, this);
    } catch (Throwable e) {
      thrown(e);
    }
  }

  /** A decoder may throw its error instead of saying it. */
  private void thrown(Throwable e) {
    if (e instanceof ProviderException known) {
      event(endings.failed().apply(known.error()));
    } else {
      breakOff(FailureKind.UNREADABLE, FaultMapping.unreadable(upstream.toString(), e));
    }
  }

  @Override
  public boolean wantsMore() {
    return listener == null || listener.wantsMore();
  }

  @Override
  public void readsDone() {
    if (listener != null) {
      listener.flush();
    }
  }

  @Override
  public void ended(boolean whole) {
    exchange = null;
    decode(decoder -> decoder.end(whole, this));
    Listener<E> waiting = listener;
    if (waiting != null) {
      forget();
      waiting.broke(
          FailureKind.CUT,
          Fault.of(
              Reason.PROVIDER_ERROR,
              whole
                  ? "the answer of " + upstream + " ended before its end was said"
                  : "the answer of " + upstream + " was cut"));
      waiting.flush();
    }
  }

  @Override
  public void failed(Failure failure, Throwable cause) {
    if (!sent) {
      // Whoever starts the attempt doesn't have it in hand yet.
      loop.later(() -> failed(failure, cause));
      return;
    }
    exchange = null;
    Listener<E> waiting = listener;
    if (waiting != null) {
      forget();
      waiting.broke(
          FaultMapping.kind(failure), FaultMapping.of(upstream.toString(), failure, cause));
    }
  }

  /** From the decoder. */
  @Override
  public void event(E event) {
    Listener<E> hearing = listener;
    if (hearing == null) {
      return;
    }
    if (endings.isWhole().test(event)) {
      finish();
    } else if (endings.isFailed().test(event)) {
      cancel();
    }
    hearing.event(event);
  }

  /** From the decoder. */
  @Override
  public void frame(byte[] buffer, int offset, int length) {
    Listener<E> hearing = listener;
    if (hearing != null) {
      hearing.frame(buffer, offset, length);
    }
  }

  @Override
  public void cancel() {
    forget();
    if (exchange != null) {
      exchange.cancel();
      exchange = null;
    }
  }

  @Override
  public void resume() {
    if (exchange != null) {
      exchange.resume();
    }
  }

  @Override
  public void conclude() {
    UpstreamExchange open = exchange;
    ended(true);
    if (open != null) {
      open.cancel();
    }
  }

  @Override
  public boolean isConnected() {
    return exchange == null || exchange.isConnected();
  }

  /** The answer has ended, but perhaps not yet the response. */
  private void finish() {
    forget();
    if (exchange != null) {
      exchange.drain();
      exchange = null;
    }
  }

  private void breakOff(FailureKind kind, Fault fault) {
    Listener<E> hearing = listener;
    cancel();
    if (hearing != null) {
      hearing.broke(kind, fault);
    }
  }

  private void forget() {
    listener = null;
    if (decoder != null) {
      decoder = null;
      release.run();
    }
  }

  private void decode(Step<E> step) {
    Decoder<E> reading = decoder;
    if (reading == null) {
      return;
    }
    try {
      step.on(reading);
    } catch (Throwable e) {
      thrown(e);
    }
  }

  private interface Step<E> {
    void on(Decoder<E> decoder);
  }
}
