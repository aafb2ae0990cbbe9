package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.upstream.ResponseListener;
import dev.patchbay.server.upstream.Upstream;
import dev.patchbay.server.upstream.UpstreamExchange;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseHead;
import org.jspecify.annotations.Nullable;

/** An attempt over HTTP: feeds a response to the provider's decoder. */
final class HttpAttempt implements Attempt, ResponseListener, Decoder.Sink<ChatEvent> {
  private final Loop loop;
  private final Upstream upstream;
  private final Runnable release;
  // Null after the end: a decoder kept by a finished call would keep its plugin's class loader.
  private @Nullable Decoder<ChatEvent> decoder;
  private @Nullable Listener listener;
  private @Nullable UpstreamExchange exchange;
  private boolean sent;

  /**
   * @param release called once, when the decoder is needed no longer
   */
  HttpAttempt(
      Loop loop,
      Upstream upstream,
      Decoder<ChatEvent> decoder,
      Listener listener,
      Runnable release) {
    this.loop = loop;
    this.upstream = upstream;
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
          Fault.of(
              Reason.PROVIDER_BAD_RESPONSE,
              upstream
                  + " answered with content-encoding "
                  + coding
                  + ", which was not asked for"));
      return;
    }
    decode(decoder -> decoder.head(head, this));
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length) {
    Decoder<ChatEvent> reading = decoder;
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
      event(ChatEvent.failed(known.error()));
    } else {
      breakOff(FaultMapping.unreadable(upstream.toString(), e));
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
    Listener waiting = listener;
    if (waiting != null) {
      forget();
      waiting.broke(
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
    Listener waiting = listener;
    if (waiting != null) {
      forget();
      waiting.broke(FaultMapping.of(upstream.toString(), failure, cause));
    }
  }

  /** From the decoder. */
  @Override
  public void event(ChatEvent event) {
    Listener hearing = listener;
    if (hearing == null) {
      return;
    }
    if (event instanceof ChatEvent.Completed) {
      finish();
    } else if (event instanceof ChatEvent.Failed) {
      cancel();
    }
    hearing.event(event);
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

  private void breakOff(Fault fault) {
    Listener hearing = listener;
    cancel();
    if (hearing != null) {
      hearing.broke(fault);
    }
  }

  private void forget() {
    listener = null;
    if (decoder != null) {
      decoder = null;
      release.run();
    }
  }

  private void decode(Step step) {
    Decoder<ChatEvent> reading = decoder;
    if (reading == null) {
      return;
    }
    try {
      step.on(reading);
    } catch (Throwable e) {
      thrown(e);
    }
  }

  private interface Step {
    void on(Decoder<ChatEvent> decoder);
  }
}
