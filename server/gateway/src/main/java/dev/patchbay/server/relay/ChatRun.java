package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.Attempts.Start;
import dev.patchbay.server.routing.Plan;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from its plan to its end. On its loop only, save {@link #interrupt}.
 *
 * <p>Output is held back until an attempt has won: a streamed call's with its first content, a
 * unary call's with the whole answer. Until then an attempt that fails is replaced by the next
 * target, and the caller sees nothing of it. After that a failure ends the call.
 */
public final class ChatRun implements Loop.Ticking, Attempt.Listener {
  private static final Logger log = LoggerFactory.getLogger(ChatRun.class);

  private enum State {
    /** No attempt has won. */
    HOLDING,
    FLOWING,
    ENDED
  }

  private final Loop loop;
  private final Candidates candidates;
  private final Attempts attempts;
  private final ChatRequest request;
  private final Caller caller;
  private final Consumer<ChatRun> onEnd;
  private final boolean stream;
  private final long started = System.nanoTime();
  private final List<FailedAttempt> failed = new ArrayList<>(2);
  private final List<ChatEvent> held = new ArrayList<>(4);
  private final TokenEstimate estimate = new TokenEstimate();
  private final SpentUsage spent = new SpentUsage();
  private final Watch watch;

  private State state = State.HOLDING;
  private @Nullable Route route;
  private @Nullable Attempt attempt;
  private List<String> dropped = List.of();
  private Blocks blocks;
  private boolean opened;

  /** The caller has heard how the call ended, or does not want to. */
  private boolean told;

  private long firstToken;
  private Duration timeLimit = Duration.ZERO;
  private Loop.@Nullable Timer deadline;

  ChatRun(
      Loop loop,
      Candidates candidates,
      Attempts attempts,
      ChatRequest request,
      Caller caller,
      Consumer<ChatRun> onEnd) {
    this.loop = loop;
    this.candidates = candidates;
    this.attempts = attempts;
    this.request = request;
    this.caller = caller;
    this.onEnd = onEnd;
    stream = request.call().stream();
    blocks = new Blocks(this::deliver);
    watch = new Watch(started, request.heartbeat());
  }

  void start() {
    guarded(() -> {
      loop.add(this);
      Plan plan = choose();
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

  /** Null: nothing can serve the call, which has ended. */
  private @Nullable Plan choose() {
    try {
      return candidates.choose();
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
    while (state != State.ENDED) {
      Target target = candidates.take();
      route = new Route(target, failed.size() + 1);
      held.clear();
      blocks = new Blocks(this::deliver);
      spent.nextAttempt();
      watch.attemptStarted(System.nanoTime());
      boolean again =
          switch (attempts.start(loop, target, request, this)) {
            case Start.Running running -> {
              began(running);
              yield false;
            }
            case Start.Refused(Fault fault) -> goesOn(fault);
            // A reload between the choice and here fails no call.
            case Start.Retired(Fault fault) ->
                failed.isEmpty() && candidates.isOutdated() ? choose() != null : goesOn(fault);
          };
      if (!again) {
        return;
      }
    }
  }

  private void began(Start.Running running) {
    attempt = running.attempt();
    dropped = running.dropped();
    if (opened && !dropped.isEmpty()) {
      caller.warned(dropped);
    }
  }

  @Override
  public void event(ChatEvent event) {
    if (state == State.ENDED) {
      return;
    }
    try {
      switch (event) {
        case ChatEvent.Completed completed -> complete(completed);
        case ChatEvent.Failed failure ->
            attemptFailed(
                FaultMapping.at(FaultMapping.of(failure.error()), currentRoute(), failure.error()));
        case ChatEvent.Used used -> use(used);
        case ChatEvent.Started s -> {}
        default -> blocks.accept(event);
      }
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
                + currentRoute().provider()
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

  private void use(ChatEvent.Used used) {
    spent.told(used.usage());
    if (state == State.FLOWING) {
      caller.event(ChatEvent.used(spent.total()));
    }
  }

  private void complete(ChatEvent completed) {
    blocks.accept(completed);
    attempt = null;
    open();
    if (state == State.ENDED) {
      return;
    }
    finish();
    caller.completed(outcome());
    told = true;
    caller.flush();
  }

  /** From the blocks: in order and numbered. */
  private void deliver(ChatEvent event) {
    boolean content = isContent(event);
    if (content) {
      watch.progressed();
      estimate.count(event);
    }
    if (state == State.FLOWING) {
      watch.said();
      caller.event(event);
    } else if (state == State.HOLDING) {
      held.add(event);
      if (content && stream) {
        open();
      }
    }
  }

  /** What makes an attempt win: not a head, not a comment, not an empty role. */
  private static boolean isContent(ChatEvent event) {
    return switch (event) {
      case ChatEvent.Delta delta -> !delta.text().isEmpty();
      case ChatEvent.Opaque opaque -> true;
      case ChatEvent.BlockStarted start -> start.kind() == BlockKind.TOOL_CALL;
      default -> false;
    };
  }

  private void open() {
    if (state != State.HOLDING) {
      return;
    }
    firstToken = System.nanoTime() - started;
    sayOpened();
    if (state == State.ENDED) {
      return;
    }
    state = State.FLOWING;
    watch.said();
    if (spent.isTold() && stream) {
      caller.event(ChatEvent.used(spent.total()));
    }
    List<ChatEvent> released = List.copyOf(held);
    held.clear();
    for (ChatEvent event : released) {
      // A caller may cancel while it is told.
      if (state == State.FLOWING) {
        caller.event(event);
      }
    }
  }

  private void sayOpened() {
    if (!opened) {
      opened = true;
      caller.opened(new Caller.Opening(currentRoute(), List.copyOf(failed), dropped, timeLimit));
    }
  }

  @Override
  public void broke(Fault fault) {
    if (state != State.ENDED) {
      guarded(() -> attemptFailed(fault));
    }
  }

  private void attemptFailed(Fault fault) {
    attempt = null;
    if (goesOn(fault)) {
      attemptNext();
    }
  }

  /** Notes the failure; ends the call unless there is another target that may make it good. */
  private boolean goesOn(Fault fault) {
    Route here = currentRoute();
    Fault placed = fault.origin() == null ? FaultMapping.at(fault, here) : fault;
    var failure = new FailedAttempt(here, placed, watch.sinceAttempt(System.nanoTime()));
    failed.add(failure);
    if (state == State.FLOWING) {
      end(interrupted(placed));
      return false;
    }
    if (!request.failover() || !Failover.helps(fault.reason())) {
      end(placed);
      return false;
    }
    Target following = candidates.after(here.target(), fault.reason());
    if (following == null) {
      end(placed);
      return false;
    }
    if (opened) {
      caller.rerouted(new Route(following, failed.size() + 1), failure);
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
    return state != State.FLOWING || watch.readerReady(caller.isReady());
  }

  @Override
  public void flush() {
    caller.flush();
  }

  /** The caller takes more again. */
  public void callerReady() {
    if (state == State.FLOWING && attempt != null && watch.readerReady(caller.isReady())) {
      guarded(attempt::resume);
    }
  }

  /** The caller is gone: stops upstream at once and says nothing more. */
  public void cancel() {
    told = true;
    if (state != State.ENDED) {
      stopAttempt();
      finish();
    }
  }

  /** Ends the call from outside, for example when the server stops. Any thread. */
  public void interrupt(Fault fault) {
    loop.execute(() -> {
      if (state != State.ENDED) {
        stopAttempt();
        end(fault);
      }
    });
  }

  @Override
  public void tick(long now) {
    if (state != State.ENDED) {
      guarded(() -> look(now));
    }
  }

  private void look(long now) {
    boolean connected = attempt == null || attempt.isConnected();
    Fault late = watch.late(now, connected, stream, state == State.FLOWING);
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
    if (state != State.ENDED) {
      caller.heartbeat(Duration.ofNanos(now - started), phase);
      caller.flush();
    }
  }

  private Caller.Phase phase(boolean connected) {
    if (state == State.FLOWING) {
      return Caller.Phase.GENERATING;
    }
    return connected ? Caller.Phase.WAITING_FIRST_TOKEN : Caller.Phase.CONNECTING;
  }

  private void deadlinePassed() {
    if (state != State.ENDED) {
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
    if (told) {
      return;
    }
    told = true;
    Fault placed = fault.origin() == null && route != null ? FaultMapping.at(fault, route) : fault;
    try {
      caller.failed(placed, outcome());
      caller.flush();
    } catch (RuntimeException e) {
      log.error("a caller of {} was not told of a failure", request.call().model(), e);
    }
  }

  private void finish() {
    if (state == State.ENDED) {
      return;
    }
    state = State.ENDED;
    held.clear();
    loop.remove(this);
    if (deadline != null) {
      deadline.cancel();
    }
    onEnd.accept(this);
  }

  private Outcome outcome() {
    // What failed before any content is not billed, unless it was told.
    boolean guess = firstToken > 0 && !spent.isTold();
    return new Outcome(
        route,
        guess ? spent.totalWith(estimate.usage(request.call())) : spent.total(),
        guess,
        List.copyOf(failed),
        firstToken,
        System.nanoTime() - started);
  }

  private Route currentRoute() {
    if (route == null) {
      throw new IllegalStateException("no attempt was started");
    }
    return route;
  }
}
