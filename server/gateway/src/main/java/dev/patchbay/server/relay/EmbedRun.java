package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.EmbedCaller.Embeddings;
import dev.patchbay.spi.EmbedEvent;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call for embeddings: nothing leaves before the answer is whole. */
public final class EmbedRun extends Run<EmbedEvent> {
  private final EmbedRequest request;
  private final EmbedCaller caller;
  private final Watch watch;
  private final SpentUsage spent = new SpentUsage();
  private @Nullable FloatBuffer[] vectors = new FloatBuffer[0];
  private byte[] body = {};
  private List<String> dropped = List.of();
  private boolean framed;
  private boolean served;

  EmbedRun(
      Loop loop, Means means, EmbedRequest request, EmbedCaller caller, Consumer<Run<?>> onEnd) {
    super(loop, means, request, onEnd);
    this.request = request;
    this.caller = caller;
    watch = new Watch(started, Duration.ZERO);
  }

  @Override
  void attemptBegins() {
    vectors = new FloatBuffer[request.call().inputs().size()];
    body = new byte[0];
    spent.nextAttempt();
    watch.attemptStarted(attemptStarted());
  }

  @Override
  void attemptRuns(List<String> leftOut, boolean framedAnswer) {
    dropped = leftOut;
    framed = framedAnswer;
  }

  @Override
  void take(EmbedEvent event) {
    switch (event) {
      case EmbedEvent.Started started -> {}
      case EmbedEvent.Vector vector -> vector(vector);
      case EmbedEvent.Used used -> spent.told(used.usage());
      case EmbedEvent.Completed completed -> whole();
      case EmbedEvent.Failed failure ->
          attemptFailed(
              FaultMapping.at(FaultMapping.of(failure.error()), tries.current(), failure.error()));
    }
  }

  private void vector(EmbedEvent.Vector vector) {
    int index = vector.index();
    if (index < 0 || index >= vectors.length || vectors[index] != null) {
      wrong("a vector for input " + index + ", which is not one of those that were asked for");
      return;
    }
    vectors[index] = vector.values();
  }

  private void whole() {
    int dimensions = vectors[0] == null ? 0 : vectors[0].remaining();
    for (FloatBuffer vector : vectors) {
      if (vector == null || vector.remaining() != dimensions || dimensions == 0) {
        wrong("not one vector for each input, all of one length");
        return;
      }
    }
    served = true;
    List<FloatBuffer> whole = Arrays.stream(vectors).map(FloatBuffer.class::cast).toList();
    if (complete()) {
      Outcome outcome = outcome();
      caller.completed(new Embeddings(tries.current(), whole, dropped, body), outcome);
      told(outcome);
    }
  }

  private void wrong(String what) {
    stopAttempt();
    attemptFailed(
        Fault.of(
            Reason.PROVIDER_BAD_RESPONSE, tries.current().provider() + " answered with " + what));
  }

  @Override
  public void frame(byte[] buffer, int offset, int length) {
    if (framed) {
      body = Arrays.copyOfRange(buffer, offset, offset + length);
    }
  }

  @Override
  boolean isFlowing() {
    return false;
  }

  @Override
  void limits(Model.TimeLimits limits) {
    watch.limits(limits);
  }

  @Override
  void rerouted(Route route, FailedAttempt failed) {}

  @Override
  public boolean wantsMore() {
    return true;
  }

  @Override
  public void flush() {}

  @Override
  @Nullable Fault late(long now, boolean connected) {
    return watch.late(now, connected, false, false);
  }

  @Override
  void onTime(long now, boolean connected) {}

  @Override
  void stop() {
    vectors = new FloatBuffer[0];
  }

  @Override
  void tellFailed(Fault fault, Outcome outcome) {
    caller.failed(fault, outcome);
  }

  @Override
  Outcome outcome() {
    boolean guessed = served && !spent.isTold();
    return new Outcome(
        tries.last(),
        guessed
            ? SpentUsage.sum(spent.total(), TokenEstimate.usage(request.call()))
            : spent.total(),
        guessed,
        tries.failed(),
        0,
        System.nanoTime() - started);
  }
}
