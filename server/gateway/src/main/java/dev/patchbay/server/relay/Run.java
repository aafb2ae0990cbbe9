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
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from its plan to its end. On its loop only, save {@link #interrupt}.
 *
 * <p>Until output has left, an attempt that fails is replaced by the next target, and the caller
 * sees nothing of it. After that a failure ends the call.
 *
 * @param <E> the events of its answer
 */
public abstract sealed class Run<E> implements Loop.Ticking, Attempt.Listener<E>
    permits ChatRun, EmbedRun {
  private static final Logger log = LoggerFactory.getLogger(Run.class);

  /** What every run of a server shares. */
  record Means(Router router, AttemptStarter attempts, CallListener listener) {}

  private final Loop loop;
  private final Means means;
  private final Request<E> request;
  private final Consumer<Run<?>> onEnd;
  final long started = System.nanoTime();
  final Tries tries = new Tries();
  private @Nullable Attempt attempt;
  private long attemptStarted;
  private boolean attemptOpen;
  private Duration timeLimit = Duration.ZERO;
  private Loop.@Nullable Timer deadline;
  private boolean ended;

  /** The caller has heard how the call ended, or does not want to. */
  private boolean settled;

  private boolean reported;

  /**
   * @param onEnd told once, when the call has ended, however it ended
   */
  Run(Loop loop, Means means, Request<E> request, Consumer<Run<?>> onEnd) {
    this.loop = loop;
    this.means = means;
    this.request = request;
    this.onEnd = onEnd;
  }

  /** Another attempt begins: what the one before said is void. */
  abstract void attemptBegins();

  /** An attempt runs. */
  abstract void attemptRuns(List<String> dropped, boolean framed);

  /** Takes an event of the running attempt. */
  abstract void take(E event);

  /** Whether output has left for the caller. */
  abstract boolean isFlowing();

  /** The limits of the model that is asked. */
  abstract void limits(Model.TimeLimits limits);

  /** What took too long; null: nothing. */
  abstract @Nullable Fault late(long now, boolean connected);

  /** Nothing is late. */
  abstract void onTime(long now, boolean connected);

  /** The call goes on elsewhere. */
  abstract void rerouted(Route route, FailedAttempt failed);

  /** Nothing more may be said to the caller but how the call failed. */
  abstract void stop();

  /** Tells the caller how the call failed. */
  abstract void tellFailed(Fault fault, Outcome outcome);

  abstract Outcome outcome();

  /**
   * @param leaving why no call is taken any more; null: it is
   */
  final void start(Catalog catalog, @Nullable Fault leaving) {
    means.listener.started(request);
    if (leaving != null) {
      interrupt(leaving);
      return;
    }
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
    Terms terms = request.terms();
    try {
      Plan plan =
          means.router.plan(
              catalog,
              new RouteRequest(
                  request.model(),
                  terms.onlyProviders(),
                  terms.excludedProviders(),
                  request.needs(),
                  terms.regions(),
                  terms.principal()));
      tries.over(means.router.pick(plan));
      return plan;
    } catch (FaultException e) {
      end(e.fault());
      return null;
    }
  }

  private void limit(Model model) {
    Duration left = request.terms().timeLeft();
    Duration total = model.limits().total();
    timeLimit = left != null && left.compareTo(total) < 0 ? left : total;
    limits(model.limits());
  }

  /** The limit in force, counted from the call's start. */
  final Duration timeLimit() {
    return timeLimit;
  }

  private void attemptNext() {
    while (!ended) {
      Route route = tries.begin();
      attemptStarted = System.nanoTime();
      attemptOpen = true;
      attemptBegins();
      boolean again =
          switch (means.attempts.start(loop, route.target(), request, this)) {
            case Start.Running(Attempt running, List<String> leftOut, boolean framed) -> {
              attempt = running;
              attemptRuns(leftOut, framed);
              yield false;
            }
            case Start.Refused(Fault fault) -> goesOn(fault);
          };
      if (!again) {
        return;
      }
    }
  }

  final long attemptStarted() {
    return attemptStarted;
  }

  @Override
  public final void event(E event) {
    if (ended) {
      return;
    }
    try {
      take(event);
    } catch (RuntimeException e) {
      fell(e);
    }
  }

  /** What an attempt said could not be taken. */
  final void fell(RuntimeException e) {
    if (e instanceof Blocks.OrderException order) {
      guarded(() -> brokeOrder(order));
    } else {
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

  final void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      giveUp(e);
    }
  }

  /** A defect on our side of the door must not leave the call hanging and upstream running. */
  private void giveUp(RuntimeException e) {
    log.error("call for {} failed while its answer was passed on", request.model(), e);
    stopAttempt();
    end(
        Fault.of(
            Reason.ADAPTER_FAILED, "the answer could not be passed on; the server's log says why"));
  }

  /**
   * The attempt's answer is whole: ends the call.
   *
   * @return whether the caller is to be told, and {@link #told} then; false: it has ended before
   */
  final boolean complete() {
    attempt = null;
    if (ended) {
      return false;
    }
    finish();
    return true;
  }

  /** The caller has been told of its whole answer. */
  final void told(Outcome outcome) {
    settled = true;
    report(outcome, null, false);
  }

  private void report(Outcome outcome, @Nullable Fault fault, boolean cancelled) {
    if (!reported) {
      reported = true;
      means.listener.ended(request, outcome, fault, cancelled);
    }
  }

  @Override
  public final void broke(Fault fault) {
    if (!ended) {
      guarded(() -> attemptFailed(fault));
    }
  }

  final void attemptFailed(Fault fault) {
    attempt = null;
    if (!ended && goesOn(fault)) {
      attemptNext();
    }
  }

  /** Notes the failure; ends the call unless there is another target that may make it good. */
  private boolean goesOn(Fault fault) {
    Fault placed = fault.origin() == null ? FaultMapping.at(fault, tries.current()) : fault;
    attemptEnded(placed);
    FailedAttempt failure = tries.failed(placed, System.nanoTime() - attemptStarted);
    if (isFlowing()) {
      end(Fault.interrupted(placed));
      return false;
    }
    if (!request.terms().failover().elsewhere() || !tries.isAnother(placed)) {
      end(placed);
      return false;
    }
    rerouted(tries.upcoming(), failure);
    return true;
  }

  private void attemptEnded(@Nullable Fault fault) {
    if (attemptOpen) {
      attemptOpen = false;
      means.listener.attemptEnded(
          request, tries.current(), fault, System.nanoTime() - attemptStarted);
    }
  }

  final boolean isEnded() {
    return ended;
  }

  /** The running attempt reads on. */
  final void resume() {
    if (attempt != null) {
      guarded(attempt::resume);
    }
  }

  /** The caller is gone: stops upstream at once and says nothing more. */
  public final void cancel() {
    settled = true;
    if (!ended) {
      stopAttempt();
      finish();
      report(outcome(), null, true);
    }
  }

  /** Ends the call from outside, for example when the server stops. Any thread. */
  public final void interrupt(Fault fault) {
    loop.execute(() -> {
      if (!ended) {
        stopAttempt();
        end(fault);
      }
    });
  }

  @Override
  public final void tick(long now) {
    if (!ended) {
      guarded(() -> look(now));
    }
  }

  private void look(long now) {
    boolean connected = attempt == null || attempt.isConnected();
    Fault late = late(now, connected);
    if (late == null) {
      onTime(now, connected);
      return;
    }
    stopAttempt();
    if (late.reason() == Reason.SLOW_CONSUMER) {
      end(late);
    } else {
      attemptFailed(late);
    }
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

  final void stopAttempt() {
    if (attempt != null) {
      attempt.cancel();
      attempt = null;
    }
  }

  final void end(Fault fault) {
    attemptEnded(null);
    finish();
    if (settled) {
      report(outcome(), null, true);
      return;
    }
    settled = true;
    Route last = tries.last();
    Fault placed = fault.origin() == null && last != null ? FaultMapping.at(fault, last) : fault;
    Outcome outcome = outcome();
    try {
      tellFailed(placed, outcome);
    } catch (RuntimeException e) {
      log.error("a caller of {} was not told how its call failed", request.model(), e);
    }
    report(outcome, placed, false);
  }

  private void finish() {
    if (ended) {
      return;
    }
    ended = true;
    attemptEnded(null);
    stop();
    loop.remove(this);
    if (deadline != null) {
      deadline.cancel();
    }
    onEnd.accept(this);
  }
}
