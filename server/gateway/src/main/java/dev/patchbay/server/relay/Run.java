package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.health.Permit;
import dev.patchbay.server.health.Verdict;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.AttemptStarter.Start;
import dev.patchbay.server.routing.Plan;
import dev.patchbay.server.routing.Router;
import dev.patchbay.spi.ProviderError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from its plan to its end. On its loop only, save {@link #interrupt}.
 *
 * <p>It is in one of three states: attempts run (one {@link Lane}, or two while it hedges); it
 * pauses before it asks a target again; it has ended. What comes after a failure is told by {@link
 * FailureKind} and {@link Itinerary}.
 *
 * @param <E> the events of its answer
 */
public abstract sealed class Run<E> implements Loop.Ticking permits ChatRun, WholeRun {
  private static final Logger log = LoggerFactory.getLogger(Run.class);

  /** What every run of a server shares. */
  record Means(
      Router router,
      AttemptStarter attempts,
      CallListener listener,
      HedgeBudget hedges,
      RandomGenerator random) {}

  final Loop loop;
  final Means means;
  private final Request<E> request;
  private final Consumer<Run<?>> onEnd;
  final long started;
  private final List<Lane<E>> lanes = new ArrayList<>(1);
  final Tally tally = new Tally();
  private @Nullable Itinerary itinerary;
  private @Nullable Model model;
  private @Nullable Route last;
  private Loop.@Nullable Timer pause;
  private Loop.@Nullable Timer deadline;
  private Duration timeLimit = Duration.ZERO;
  private boolean ended;

  /** The caller has heard how the call ended, or does not want to. */
  private boolean settled;

  private boolean reported;

  /**
   * @param onEnd told once, when the call has ended, however it ended
   */
  Run(Loop loop, Means means, Request<E> request, Consumer<Run<?>> onEnd) {
    this.loop = loop;
    this.started = loop.nanoTime();
    this.means = means;
    this.request = request;
    this.onEnd = onEnd;
  }

  /** An attempt at a target. */
  abstract Lane<E> lane(Route route, Permit permit);

  /** An attempt runs. */
  abstract void runs(Lane<E> lane, boolean framed);

  /** Looks at what is due to the caller. */
  abstract void look(long now);

  /** Tells the caller how the call failed. */
  abstract void tellFailed(Fault fault, Outcome outcome);

  /** Nanoseconds from the start to the first content; 0: there was none. */
  abstract long firstToken();

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
      if (plan(catalog)) {
        limit();
      }
    });
  }

  private boolean plan(Catalog catalog) {
    var legs = new Legs(means.router, catalog, request);
    try {
      Plan plan = legs.asked();
      model = plan.model();
      planned(plan.model());
      itinerary = new Itinerary(legs::next, request.terms().failover().elsewhere(), means.random);
      return true;
    } catch (FaultException e) {
      end(e.fault());
      return false;
    }
  }

  /** The model that is asked is known. */
  void planned(Model asked) {}

  private void limit() {
    Duration left = request.terms().timeLeft();
    Duration total = model().limits().total();
    timeLimit = left != null && left.compareTo(total) < 0 ? left : total;
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      deadlinePassed();
      return;
    }
    deadline = loop.after(timeLimit.toNanos(), this::deadlinePassed);
    go();
  }

  /** The model that was asked. */
  final Model model() {
    return Objects.requireNonNull(model, "the call was not planned");
  }

  final Itinerary itinerary() {
    return Objects.requireNonNull(itinerary, "the call was not planned");
  }

  /** The limit in force, counted from the call's start. */
  final Duration timeLimit() {
    return timeLimit;
  }

  /** Where to go now; null: nowhere. */
  Itinerary.@Nullable Stop upcoming(long now) {
    return itinerary().next(now, left(now), true);
  }

  final long left(long now) {
    return started + timeLimit.toNanos() - now;
  }

  private void go() {
    while (!ended) {
      long now = loop.nanoTime();
      Itinerary.Stop stop = upcoming(now);
      if (stop == null) {
        end(lastWord(now));
      } else if (stop.permit() == null) {
        pause = loop.after(stop.pause(), () -> guarded(() -> arrive(stop)));
        return;
      } else if (begin(stop.route(), stop.permit())) {
        return;
      }
    }
  }

  private void arrive(Itinerary.Stop waited) {
    pause = null;
    if (ended) {
      return;
    }
    Itinerary.Stop stop = itinerary().arrive(waited, loop.nanoTime());
    if (stop == null || stop.permit() == null || !begin(stop.route(), stop.permit())) {
      go();
    }
  }

  /**
   * Begins an attempt.
   *
   * @return false: it has failed at once, and another target is to be found
   */
  final boolean begin(Route route, Permit permit) {
    last = route;
    Lane<E> lane = entered(route, permit);
    if (lane == null) {
      return true;
    }
    lanes.add(lane);
    return switch (means.attempts.start(loop, route.target(), lane.asked(), lane)) {
      case Start.Running(Attempt running, List<String> leftOut, boolean framed) -> {
        lane.runs(running, leftOut);
        runs(lane, framed);
        yield true;
      }
      case Start.Refused(FailureKind kind, Fault fault) -> !note(lane, kind, fault);
    };
  }

  /** Null: the caller left when it was told of the change. */
  private @Nullable Lane<E> entered(Route route, Permit permit) {
    boolean kept = false;
    try {
      Lane<E> lane = lane(route, permit);
      kept = !ended;
      return kept ? lane : null;
    } finally {
      if (!kept) {
        permit.end(Verdict.IGNORED, null, loop.nanoTime());
      }
    }
  }

  /** The word for a call that can go nowhere any more. */
  Fault lastWord(long now) {
    Fault word = tally.word(model());
    return word == null
        ? means.router.noHealthyEndpoint(model(), itinerary().targets(), now)
        : word;
  }

  /** The provider has said that it failed. */
  final void failed(Lane<E> lane, ProviderError error) {
    failed(lane, lane.kind(error), FaultMapping.at(FaultMapping.of(error), lane.route(), error));
  }

  /** An attempt has failed: finds another target, or ends the call. */
  final void failed(Lane<E> lane, FailureKind kind, Fault fault) {
    if (!ended && !lane.isOver() && note(lane, kind, fault)) {
      go();
    }
  }

  /**
   * @return whether another target is to be found
   */
  private boolean note(Lane<E> lane, FailureKind kind, Fault fault) {
    Fault placed = fault.origin() == null ? FaultMapping.at(fault, lane.route()) : fault;
    FailureKind counted = counted(lane, kind);
    long nanos = loop.nanoTime() - lane.started;
    Spent used = close(lane, placed, counted.verdict(), placed.retryAfter());
    var failure = new FailedAttempt(lane.route(), counted, placed, nanos, used);
    tally.failed(failure);
    itinerary()
        .failed(
            lane.route(),
            counted,
            placed.retryAfter(),
            loop.nanoTime(),
            model().failover().contentFilterFallback());
    return !ended && lanes.isEmpty() && goesOn(lane, failure);
  }

  /** What a failure counts as. */
  FailureKind counted(Lane<E> lane, FailureKind kind) {
    return kind;
  }

  /** Whether the call may go on after its only attempt has failed; if not, it has been ended. */
  boolean goesOn(Lane<E> lane, FailedAttempt failure) {
    return true;
  }

  /** An attempt is over, whatever came of it. */
  private @Nullable Spent close(
      Lane<E> lane, @Nullable Fault fault, Verdict verdict, @Nullable Duration told) {
    lanes.remove(lane);
    Spent used = lane.close(verdict, told);
    if (used != null) {
      tally.spent(used);
    }
    means.listener.attemptEnded(request, lane.route(), fault, loop.nanoTime() - lane.started);
    return used;
  }

  /** Stops all attempts but one; it teaches nothing about their targets. */
  final void stopAllBut(@Nullable Lane<E> kept) {
    for (int i = lanes.size() - 1; i >= 0; i--) {
      Lane<E> lane = lanes.get(i);
      if (lane != kept) {
        lane.stop();
        close(lane, null, Verdict.IGNORED, null);
      }
    }
  }

  /** The attempts that run. */
  final List<Lane<E>> lanes() {
    return lanes;
  }

  /** What an attempt said could not be taken. */
  final void fell(Lane<E> lane, RuntimeException e) {
    if (e instanceof Blocks.OrderException order) {
      lane.stop();
      String broke = "provider " + lane.route().provider() + " broke the order of events: ";
      Fault fault = Fault.of(Reason.ADAPTER_FAILED, broke + order.getMessage());
      guarded(() -> failed(lane, FailureKind.UNREADABLE, fault));
    } else {
      giveUp(e);
    }
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
    end(
        Fault.of(
            Reason.ADAPTER_FAILED, "the answer could not be passed on; the server's log says why"));
  }

  /**
   * The attempt's answer is whole: ends the call.
   *
   * @return whether the caller is to be told, and {@link #told} then; false: it has ended before
   */
  final boolean complete(Lane<E> lane) {
    if (ended || lane.isOver()) {
      return false;
    }
    last = lane.route();
    close(lane, null, Verdict.SUCCEEDED, null);
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

  final boolean isEnded() {
    return ended;
  }

  final Outcome outcome() {
    return tally.outcome(last, firstToken(), loop.nanoTime() - started);
  }

  /** The caller is gone: stops upstream at once and says nothing more. */
  public final void cancel() {
    settled = true;
    if (!ended) {
      finish();
      report(outcome(), null, true);
    }
  }

  /** Ends the call from outside, for example when the server stops. Any thread. */
  public final void interrupt(Fault fault) {
    loop.execute(() -> {
      if (!ended) {
        end(fault);
      }
    });
  }

  @Override
  public final void tick(long now) {
    if (!ended) {
      guarded(() -> watch(now));
    }
  }

  private void watch(long now) {
    for (int i = lanes.size() - 1; i >= 0 && i < lanes.size(); i--) {
      Lane<E> lane = lanes.get(i);
      String late = lane.clock.late(now, lane.isConnected(), isRead(lane));
      if (late != null) {
        lane.stop();
        failed(lane, FailureKind.SILENT, Fault.of(Reason.PROVIDER_TIMEOUT, late));
      }
    }
    if (!ended) {
      look(now);
    }
  }

  /** Whether what the attempt says is taken now. */
  boolean isRead(Lane<E> lane) {
    return true;
  }

  private void deadlinePassed() {
    if (!ended) {
      end(
          Fault.of(
              Reason.DEADLINE_EXCEEDED,
              "no whole answer within " + Math.max(0, timeLimit.toMillis()) + " ms"));
    }
  }

  final void end(Fault fault) {
    finish();
    if (settled) {
      report(outcome(), null, true);
      return;
    }
    settled = true;
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
    stopAllBut(null);
    loop.remove(this);
    if (pause != null) {
      pause.cancel();
    }
    if (deadline != null) {
      deadline.cancel();
    }
    onEnd.accept(this);
  }
}
