package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.Attempts.Start;
import dev.patchbay.server.routing.Plan;
import dev.patchbay.server.routing.RouteRequest;
import dev.patchbay.server.routing.Router;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
  private final Router router;
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
  private List<Target> targets = List.of();
  private int next;
  private @Nullable Route route;
  private @Nullable Attempt attempt;
  private List<String> dropped = List.of();
  private Blocks blocks;
  private boolean opened;
  private long firstToken;
  private Duration timeLimit = Duration.ZERO;
  private @Nullable ScheduledFuture<?> deadline;

  ChatRun(
      Loop loop,
      Router router,
      Attempts attempts,
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
    blocks = new Blocks(this::deliver);
    watch = new Watch(started, request.heartbeat());
  }

  void start(Catalog catalog) {
    loop.add(this);
    try {
      Plan plan =
          router.plan(
              catalog,
              new RouteRequest(
                  request.call().model(),
                  request.onlyProviders(),
                  request.excludedProviders(),
                  RouteRequest.needsOf(request.call())));
      limit(plan.model());
      targets = router.pick(plan);
    } catch (FaultException e) {
      end(e.fault());
      return;
    }
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      deadlinePassed();
      return;
    }
    deadline =
        loop.events().schedule(this::deadlinePassed, timeLimit.toNanos(), TimeUnit.NANOSECONDS);
    attemptNext();
  }

  private void limit(Model model) {
    Duration left = request.timeLeft();
    Duration total = model.limits().total();
    timeLimit = left != null && left.compareTo(total) < 0 ? left : total;
    watch.limits(model.limits());
  }

  private void attemptNext() {
    while (state != State.ENDED) {
      Target target = targets.get(next++);
      route = new Route(target, failed.size() + 1);
      held.clear();
      blocks = new Blocks(this::deliver);
      spent.nextAttempt();
      watch.attemptStarted(System.nanoTime());
      switch (attempts.start(loop, target, request, this)) {
        case Start.Running(Attempt running, List<String> leftOut) -> {
          attempt = running;
          dropped = leftOut;
          if (opened && !leftOut.isEmpty()) {
            caller.warned(leftOut);
          }
          return;
        }
        case Start.Refused(Fault fault) -> {
          if (!goesOn(fault)) {
            return;
          }
        }
      }
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
      stopAttempt();
      attemptFailed(
          Fault.of(
              Reason.ADAPTER_FAILED,
              "provider "
                  + currentRoute().provider()
                  + " broke the order of events: "
                  + e.getMessage()));
    } catch (RuntimeException e) {
      // A defect on our side of the door must not leave the call hanging and upstream running.
      log.error("call to {} failed while its answer was passed on", currentRoute().target(), e);
      stopAttempt();
      if (state != State.ENDED) {
        end(
            Fault.of(
                Reason.ADAPTER_FAILED,
                "the answer could not be passed on; the server's log says why"));
      }
    }
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
      return;
    }
    held.add(event);
    if (content && stream) {
      open();
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
    if (state == State.FLOWING) {
      return;
    }
    firstToken = System.nanoTime() - started;
    sayOpened();
    state = State.FLOWING;
    watch.said();
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
      attemptFailed(fault);
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
    next = Failover.next(targets, next, here.target(), fault.reason());
    if (next == targets.size()) {
      end(placed);
      return false;
    }
    if (opened) {
      caller.rerouted(new Route(targets.get(next), failed.size() + 1), failure);
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
      attempt.resume();
    }
  }

  /** The caller is gone: stops upstream at once and says nothing more. */
  public void cancel() {
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
    if (state == State.ENDED) {
      return;
    }
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
      caller.heartbeat(Duration.ofNanos(now - started), phase(connected));
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
              Reason.DEADLINE_EXCEEDED, "no whole answer within " + timeLimit.toMillis() + " ms"));
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
    Fault placed = fault.origin() == null && route != null ? FaultMapping.at(fault, route) : fault;
    caller.failed(placed, outcome());
    caller.flush();
  }

  private void finish() {
    state = State.ENDED;
    held.clear();
    loop.remove(this);
    if (deadline != null) {
      deadline.cancel(false);
    }
    onEnd.accept(this);
  }

  private Outcome outcome() {
    // What failed before any content is not billed, unless it was told.
    boolean guess = firstToken > 0 && !spent.isTold();
    if (guess) {
      spent.told(estimate.usage(request.call()));
    }
    return new Outcome(
        route, spent.total(), guess, List.copyOf(failed), firstToken, System.nanoTime() - started);
  }

  private Route currentRoute() {
    if (route == null) {
      throw new IllegalStateException("no attempt was started");
    }
    return route;
  }
}
