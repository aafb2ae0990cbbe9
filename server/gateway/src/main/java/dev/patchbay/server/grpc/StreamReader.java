package dev.patchbay.server.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.v1.StreamChatResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.function.Function;

/**
 * Who reads a kept stream: from some event on, what has been, then what comes. On the stream's loop
 * only, whatever loop its connection is on.
 */
final class StreamReader<P> implements Loop.Ticking {
  /**
   * For how long it may read nothing: less than a run waits for its caller, so that a reader who is
   * gone without a word does not end an answer that can be taken up again.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ServerCallStreamObserver<P> responses;
  private final Function<StreamChatResponse, P> wrapping;
  private final KeptStream stream;

  /** The number of the event that it gets next; 0: it does not read yet. */
  private long next;

  private long stalledSince;
  private boolean over;

  /**
   * @param responses whose handlers are still to be set
   * @param wrapping makes the method's message of an event
   */
  StreamReader(
      ServerCallStreamObserver<P> responses,
      Function<StreamChatResponse, P> wrapping,
      KeptStream stream) {
    this.responses = responses;
    this.wrapping = wrapping;
    this.stream = stream;
    Loop loop = stream.loop();
    responses.setOnCancelHandler(() -> loop.execute(this::leave));
    // A transport in the process says so in the middle of a message.
    responses.setOnReadyHandler(() -> loop.later(this::more));
  }

  private void leave() {
    end();
    stream.left(this);
  }

  private void end() {
    over = true;
    stream.loop().remove(this);
  }

  boolean isOver() {
    return over;
  }

  /** The number of the event that it gets next. */
  long next() {
    return next;
  }

  /** Begins to read. */
  void from(long first) {
    if (over) {
      return;
    }
    next = first;
    stream.loop().add(this);
    more();
  }

  /** Takes what there is, as far as its transport does. */
  void more() {
    if (over || next == 0) {
      return;
    }
    boolean takes = ready();
    while (takes && !over && next <= stream.last()) {
      send(parsed(stream.event(next)));
      takes = ready();
    }
    if (!over && next > stream.last()) {
      stream.caughtUp(this);
    }
  }

  private boolean ready() {
    boolean ready = responses.isReady();
    if (ready) {
      stalledSince = 0;
    }
    return ready;
  }

  private static StreamChatResponse parsed(byte[] event) {
    try {
      return StreamChatResponse.parseFrom(event);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an event that was kept can't be read", e);
    }
  }

  /** Sends the next event. */
  void send(StreamChatResponse event) {
    next++;
    responses.onNext(wrapping.apply(event));
  }

  /** Sends an event that has no number of its own. */
  void beat(StreamChatResponse event) {
    responses.onNext(wrapping.apply(event));
  }

  /** Whether it has all there is and takes more. */
  boolean isWaiting() {
    return next > stream.last() && ready();
  }

  void completed() {
    end();
    responses.onCompleted();
  }

  /** Ends the reading, not the stream. */
  void failed(Fault fault) {
    failed(fault, next > 1, Math.max(0, next - 1));
  }

  void failed(Fault fault, boolean contentSent, long lastSequence) {
    end();
    responses.onError(FaultStatus.of(fault, contentSent, lastSequence));
  }

  @Override
  public void tick(long now) {
    if (ready() || stream.watches(this)) {
      return;
    }
    if (stalledSince == 0) {
      stalledSince = now;
    } else if (now - stalledSince > PATIENCE.toNanos()) {
      failed(
          Fault.of(
              Reason.SLOW_CONSUMER,
              "nothing was read for " + PATIENCE.toSeconds() + " s; the stream itself goes on"));
      stream.left(this);
    }
  }
}
