package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.spi.ChatEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One chat. An attempt wins as {@link Delivery} says. */
public final class ChatRun extends Run<ChatEvent> {
  private final ChatRequest request;
  private final Caller caller;
  private final boolean stream;
  private final Watch watch;
  private final Delivery delivery;

  private List<String> dropped = List.of();
  private boolean framed;
  private boolean opened;
  private long firstToken;

  ChatRun(Loop loop, Means means, ChatRequest request, Caller caller, Consumer<Run<?>> onEnd) {
    super(loop, means, request, onEnd);
    this.request = request;
    this.caller = caller;
    stream = request.call().stream();
    watch = new Watch(started, request.heartbeat());
    delivery = new Delivery(caller, watch, stream, this::won);
  }

  @Override
  void attemptBegins() {
    delivery.attemptBegins();
    watch.attemptStarted(attemptStarted());
  }

  @Override
  void attemptRuns(List<String> leftOut, boolean framedAnswer) {
    dropped = leftOut;
    // Usage of failed attempts is not in the last one's own words.
    framed = framedAnswer && !delivery.isUsageOwed();
    delivery.framed(framed);
    if (opened && !leftOut.isEmpty()) {
      caller.warned(leftOut);
    }
  }

  @Override
  void take(ChatEvent event) {
    switch (event) {
      case ChatEvent.Completed completed -> whole(completed);
      case ChatEvent.Failed failure ->
          attemptFailed(
              FaultMapping.at(FaultMapping.of(failure.error()), tries.current(), failure.error()));
      case ChatEvent.Used used -> delivery.used(used.usage());
      case ChatEvent.Started s -> {}
      default -> delivery.accept(event);
    }
  }

  @Override
  public void frame(byte[] buffer, int offset, int length) {
    if (!framed || isEnded()) {
      return;
    }
    try {
      delivery.frame(buffer, offset, length);
    } catch (RuntimeException e) {
      fell(e);
    }
  }

  private void whole(ChatEvent completed) {
    delivery.complete(completed);
    if (complete()) {
      Outcome outcome = outcome();
      caller.completed(outcome);
      caller.flush();
      told(outcome);
    }
  }

  private void won() {
    firstToken = System.nanoTime() - started;
    sayOpened();
    // A caller may leave in the middle of being told of the opening.
    if (!isEnded()) {
      caller.begins(tries.current(), framed);
    }
  }

  private void sayOpened() {
    if (!opened) {
      opened = true;
      caller.opened(new Caller.Opening(tries.current(), tries.failed(), dropped, timeLimit()));
    }
  }

  @Override
  boolean isFlowing() {
    return delivery.isFlowing();
  }

  @Override
  void limits(Model.TimeLimits limits) {
    watch.limits(limits);
  }

  @Override
  void rerouted(Route route, FailedAttempt failed) {
    if (opened) {
      caller.rerouted(route, failed);
    }
  }

  @Override
  public boolean wantsMore() {
    return !delivery.isFlowing() || watch.readerReady(caller.isReady());
  }

  @Override
  public void flush() {
    caller.flush();
  }

  /** The caller takes more again. */
  public void callerReady() {
    if (delivery.isFlowing() && !isEnded() && watch.readerReady(caller.isReady())) {
      resume();
    }
  }

  @Override
  @Nullable Fault late(long now, boolean connected) {
    return watch.late(now, connected, stream, delivery.isFlowing());
  }

  @Override
  void onTime(long now, boolean connected) {
    if (stream && caller.isReady() && watch.heartbeatDue(now)) {
      sayOpened();
      beat(now, phase(connected));
    }
  }

  private void beat(long now, Caller.Phase phase) {
    if (!isEnded()) {
      caller.heartbeat(Duration.ofNanos(now - started), phase);
      caller.flush();
    }
  }

  private Caller.Phase phase(boolean connected) {
    if (delivery.isFlowing()) {
      return Caller.Phase.GENERATING;
    }
    return connected ? Caller.Phase.WAITING_FIRST_TOKEN : Caller.Phase.CONNECTING;
  }

  @Override
  void stop() {
    delivery.stop();
  }

  @Override
  void tellFailed(Fault fault, Outcome outcome) {
    caller.failed(fault, outcome);
    caller.flush();
  }

  @Override
  Outcome outcome() {
    return new Outcome(
        tries.last(),
        delivery.usage(request.call()),
        delivery.isUsageGuessed(),
        tries.failed(),
        firstToken,
        System.nanoTime() - started);
  }
}
