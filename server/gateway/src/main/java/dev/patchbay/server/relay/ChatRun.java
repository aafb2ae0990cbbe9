package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.AttemptStarter.Start;
import dev.patchbay.server.routing.Plan;
import dev.patchbay.server.routing.RouteRequest;
import dev.patchbay.server.routing.Router;
import dev.patchbay.spi.ChatEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from its plan to its end. On its loop only, save {@link #interrupt}.
 *
 * <p>Until an attempt has won (see {@link Delivery}), one that fails is replaced by the next
 * target, and the caller sees nothing of it. After that a failure ends the call.
 */
public final class ChatRun implements Loop.Ticking, Attempt.Listener {
  private static final Logger log = LoggerFactory.getLogger(ChatRun.class);

  private final Loop loop;
  private final Router router;
  private final AttemptStarter attempts;
  private final ChatRequest request;
  private final Caller caller;
  private final Consumer<ChatRun> onEnd;
  private final boolean stream;
  private final long started = System.nanoTime();
  private final Tries tries = new Tries();
  private final Watch watch;
  private final Delivery delivery;

  private @Nullable Attempt attempt;
  private List<String> dropped = List.of();
  private boolean opened;
  private boolean ended;

  /** The caller has heard how the call ended, or does not want to. */
  private boolean settled;

  private long firstToken;
  private Duration timeLimit = Duration.ZERO;
  private Loop.@Nullable Timer deadline;

  /**
   * @param onEnd told once, when the call has ended, however it ended
   */
  ChatRun(
      Loop loop,
      Router router,
      AttemptStarter attempts,
      ChatRequest request,
      Caller caller,
      Consumer<ChatRun> onEnd) {
    this.loop = loop;
    this.router = router;
    this.attempts = attempts;
    this.request = request;
    this.caller = caller;
    this.onEnd = onEnd;
    stream = request.call().stream();
    watch = new Watch(started, request.heartbeat());
    delivery = new Delivery(caller, watch, stream, this::won);
  }

  void start(Catalog catalog) {
    guarded(() -> {
      loop.add(this);
      Plan plan = choose(catalog);
      if (plan == null) {
        return;
      }
      limit(plan.model());
      if (timeLimit.isNegative() || timeLimit.isZero()) {
        deadlinePassed();
        return;
      }
      deadline = loop.after(timeLimit.toNanos(), this::deadlinePassed);
      attemptNext();
    });
  }

  /** Null: no target can serve, the call has ended. */
  private @Nullable Plan choose(Catalog catalog) {
    try {
      Plan plan =
          router.plan(
              catalog,
              new RouteRequest(
                  request.call().model(),
                  request.onlyProviders(),
                  request.excludedProviders(),
                  RouteRequest.needsOf(request.call()),
                  request.regions(),
                  request.principal()));
      tries.over(router.pick(plan));
      return plan;
    } catch (FaultException e) {
      end(e.fault());
      return null;
    }
  }

  private void limit(Model model) {
    Duration left = request.timeLeft();
    Duration total = model.limits().total();
    timeLimit = left != null && left.compareTo(total) < 0 ? left : total;
    watch.limits(model.limits());
  }

  private void attemptNext() {
    while (!ended) {
      Route route = tries.begin();
      delivery.attemptBegins();
      watch.attemptStarted(System.nanoTime());
      boolean again =
          switch (attempts.start(loop, route.target(), request, this)) {
            case Start.Running(Attempt running, List<String> leftOut) -> {
              runs(running, leftOut);
              yield false;
            }
            case Start.Refused(Fault fault) -> goesOn(fault);
          };
      if (!again) {
        return;
      }
    }
  }

  private void runs(Attempt running, List<String> leftOut) {
    attempt = running;
    dropped = leftOut;
    if (opened && !leftOut.isEmpty()) {
      caller.warned(leftOut);
    }
  }

  @Override
  public void event(ChatEvent event) {
    if (ended) {
      return;
    }
    try {
      take(event);
    } catch (Blocks.OrderException e) {
      guarded(() -> brokeOrder(e));
    } catch (RuntimeException e) {
      giveUp(e);
    }
  }

  private void brokeOrder(Blocks.OrderException e) {
    stopAttempt();
    attemptFailed(
        Fault.of(
            Reason.ADAPTER_FAILED,
            "provider "
                + tries.current().provider()
                + " broke the order of events: "
                + e.getMessage()));
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      giveUp(e);
    }
  }

  /** A defect on our side of the door must not leave the call hanging and upstream running. */
  private void giveUp(RuntimeException e) {
    log.error("call for {} failed while its answer was passed on", request.call().model(), e);
    stopAttempt();
    end(
        Fault.of(
            Reason.ADAPTER_FAILED, "the answer could not be passed on; the server's log says why"));
  }

  private void take(ChatEvent event) {
    switch (event) {
      case ChatEvent.Completed completed -> complete(completed);
      case ChatEvent.Failed failure ->
          attemptFailed(
              FaultMapping.at(FaultMapping.of(failure.error()), tries.current(), failure.error()));
      case ChatEvent.Used used -> delivery.used(used.usage());
      case ChatEvent.Started s -> {}
      default -> delivery.accept(event);
    }
  }

  private void complete(ChatEvent completed) {
    delivery.complete(completed);
    attempt = null;
    if (!ended) {
      finish();
      caller.completed(outcome());
      settled = true;
      caller.flush();
    }
  }

  private void won() {
    firstToken = System.nanoTime() - started;
    sayOpened();
  }

  private void sayOpened() {
    if (!opened) {
      opened = true;
      caller.opened(new Caller.Opening(tries.current(), tries.failed(), dropped, timeLimit));
    }
  }

  @Override
  public void broke(Fault fault) {
    if (!ended) {
      guarded(() -> attemptFailed(fault));
    }
  }

  private void attemptFailed(Fault fault) {
    attempt = null;
    if (!ended && goesOn(fault)) {
      attemptNext();
    }
  }

  /** Notes the failure; ends the call unless there is another target that may make it good. */
  private boolean goesOn(Fault fault) {
    Fault placed = fault.origin() == null ? FaultMapping.at(fault, tries.current()) : fault;
    FailedAttempt failure = tries.failed(placed, watch.sinceAttempt(System.nanoTime()));
    if (delivery.isFlowing()) {
      end(interrupted(placed));
      return false;
    }
    if (!request.failover() || !tries.isAnother(placed)) {
      end(placed);
      return false;
    }
    if (opened) {
      caller.rerouted(tries.upcoming(), failure);
    }
    return true;
  }

  private static Fault interrupted(Fault cause) {
    return new Fault(
        Reason.STREAM_INTERRUPTED,
        "the answer broke off: " + cause.message(),
        List.of(),
        null,
        cause.origin(),
        Map.of(Fault.CAUSE, cause.reason().name()));
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
    if (delivery.isFlowing() && attempt != null && watch.readerReady(caller.isReady())) {
      guarded(attempt::resume);
    }
  }

  /** The caller is gone: stops upstream at once and says nothing more. */
  public void cancel() {
    settled = true;
    if (!ended) {
      stopAttempt();
      finish();
    }
  }

  /** Ends the call from outside, for example when the server stops. Any thread. */
  public void interrupt(Fault fault) {
    loop.execute(() -> {
      if (!ended) {
        stopAttempt();
        end(fault);
      }
    });
  }

  @Override
  public void tick(long now) {
    if (!ended) {
      guarded(() -> look(now));
    }
  }

  private void look(long now) {
    boolean connected = attempt == null || attempt.isConnected();
    Fault late = watch.late(now, connected, stream, delivery.isFlowing());
    if (late != null) {
      stopAttempt();
      if (late.reason() == Reason.SLOW_CONSUMER) {
        end(late);
      } else {
        attemptFailed(late);
      }
    } else if (stream && caller.isReady() && watch.heartbeatDue(now)) {
      sayOpened();
      beat(now, phase(connected));
    }
  }

  private void beat(long now, Caller.Phase phase) {
    // A caller may leave in the middle of being told of the opening.
    if (!ended) {
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

  private void deadlinePassed() {
    if (!ended) {
      stopAttempt();
      end(
          Fault.of(
              Reason.DEADLINE_EXCEEDED,
              "no whole answer within " + Math.max(0, timeLimit.toMillis()) + " ms"));
    }
  }

  private void stopAttempt() {
    if (attempt != null) {
      attempt.cancel();
      attempt = null;
    }
  }

  private void end(Fault fault) {
    finish();
    if (settled) {
      return;
    }
    settled = true;
    Route last = tries.last();
    Fault placed = fault.origin() == null && last != null ? FaultMapping.at(fault, last) : fault;
    try {
      caller.failed(placed, outcome());
      caller.flush();
    } catch (RuntimeException e) {
      log.error("a caller of {} was not told how its call failed", request.call().model(), e);
    }
  }

  private void finish() {
    if (ended) {
      return;
    }
    ended = true;
    delivery.stop();
    loop.remove(this);
    if (deadline != null) {
      deadline.cancel();
    }
    onEnd.accept(this);
  }

  private Outcome outcome() {
    return new Outcome(
        tries.last(),
        delivery.usage(request.call()),
        delivery.isUsageGuessed(),
        tries.failed(),
        firstToken,
        System.nanoTime() - started);
  }
}
