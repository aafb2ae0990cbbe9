package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.server.failover.Hold;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.health.Permit;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One chat. An attempt wins the race with its first content; its output leaves when the hold
 * allows. Before that, a failure is silent; after it, {@link Aftermath} says what may be done.
 */
public final class ChatRun extends Run<ChatEvent> {
  private final ChatRequest request;
  private final Caller caller;
  private final CallerClock clock;
  private final boolean stream;
  private Hold hold = Hold.NONE;
  private Aftermath aftermath = Aftermath.none();
  private @Nullable Route announced;
  private Loop.@Nullable Timer holding;
  private boolean flowing;
  private long firstToken;

  ChatRun(Loop loop, Means means, ChatRequest request, Caller caller, Consumer<Run<?>> onEnd) {
    super(loop, means, request, onEnd);
    this.request = request;
    this.caller = caller;
    stream = request.call().stream();
    clock = new CallerClock(started, request.heartbeat());
  }

  @Override
  void planned(Model asked) {
    FailoverWishes wishes = request.terms().failover();
    Hold wished = wishes.hold() == null ? asked.failover().hold() : wishes.hold();
    hold = stream ? wished : new Hold.Whole();
    AfterOutput after =
        wishes.afterOutput() == null ? asked.failover().afterOutput() : wishes.afterOutput();
    if (stream && wishes.elsewhere()) {
      aftermath = Aftermath.of(request.call(), after, wishes.toldOfRestarts());
    }
    if (asked.failover().hedged()) {
      means.hedges().called();
    }
  }

  @Override
  ChatLane lane(Route route, Permit permit) {
    boolean byToken = stream || isHeldToTokens(route);
    ChatRequest asked = byToken ? request.streamed() : request;
    Seam seam = flowing ? aftermath.seam(route) : null;
    if (seam instanceof PrefillSeam) {
      asked = asked.continuing(aftermath.prefill());
    }
    if (announced != null && seam == null && !tally.failures().isEmpty() && lanes().isEmpty()) {
      reroute(route);
    }
    return new ChatLane(this, route, permit, asked, byToken, seam);
  }

  private static boolean isHeldToTokens(Route route) {
    return route.model().limits().unaryToo()
        && !route.target().capabilities().lacks(Capabilities.STREAMING);
  }

  private void reroute(Route route) {
    announced = route;
    FailedAttempt failed = tally.failures().isEmpty() ? null : tally.failures().getLast();
    caller.rerouted(new Caller.Rerouting(route, failed, Caller.Effect.NO_OUTPUT_LOST, 0));
  }

  @Override
  void runs(Lane<ChatEvent> started, boolean framed) {
    var lane = (ChatLane) started;
    // Usage of failed attempts is not in the last one's own words.
    boolean owed = lane.seam() != null || tally.isAnythingSpent();
    boolean stuck = aftermath.isPossible() && !caller.canLeaveFrames();
    lane.framed(framed && lane.isByToken() == stream && !owed && !stuck);
    if (announced != null && !lane.dropped().isEmpty()) {
      caller.warned(lane.dropped());
    }
  }

  /** The first content of an attempt: it has won against those that run beside it. */
  void begun(ChatLane lane) {
    if (lane.isByToken()) {
      lane.begins();
    }
    if (lanes().size() > 1) {
      lanes()
          .forEach(other -> {
            if (other != lane) {
              ((ChatLane) other).outrun();
            }
          });
      stopAllBut(lane);
      lane.framed(false);
    }
    if (hold instanceof Hold.Time(Duration time) && !flowing && holding == null) {
      holding = loop.after(time.toNanos(), () -> guarded(this::holdIsOver));
    }
  }

  private void holdIsOver() {
    hold = Hold.NONE;
    for (Lane<ChatEvent> lane : lanes()) {
      if (lane.hasBegun()) {
        release((ChatLane) lane);
        flush();
        return;
      }
    }
  }

  /** An attempt holds content: lets it out, if that may be. */
  void heldContent(ChatLane lane) {
    boolean out =
        lane.seam() != null
            || switch (hold) {
              case Hold.None none -> true;
              case Hold.Tokens(int count) -> lane.contents() >= count;
              case Hold.Time time -> false;
              case Hold.Whole whole -> false;
            };
    if (out) {
      release(lane);
    }
  }

  private void release(ChatLane lane) {
    if (isEnded() || lane.isFlowing()) {
      return;
    }
    if (flowing) {
      join(lane);
    } else {
      open(lane);
    }
    if (!isEnded()) {
      flowing = true;
      clock.said();
      lane.flow();
    }
  }

  private void open(ChatLane lane) {
    firstToken = loop.nanoTime() - started;
    if (announced == null) {
      sayOpened(lane.route(), lane.dropped());
    } else if (!announced.equals(lane.route())) {
      reroute(lane.route());
    }
    // A caller may leave in the middle of being told.
    if (!isEnded()) {
      caller.begins(lane.route(), lane.isFramed());
    }
    if (stream && lane.hasTold() && !isEnded()) {
      used(lane);
    }
  }

  private void join(ChatLane lane) {
    announced = lane.route();
    caller.rerouted(aftermath.joining(lane.route(), tally.failures().getLast(), lane.seam()));
  }

  private void sayOpened(Route route, List<String> dropped) {
    announced = route;
    caller.opened(new Caller.Opening(route, tally.failures(), dropped, timeLimit()));
  }

  /** The attempt gives another answer than the one of which a part has left. */
  void apart(ChatLane lane) {
    if (lane.seam() instanceof RestartSeam seam && aftermath.mayRestart()) {
      aftermath.restart(seam, lane::joined);
    } else {
      stopAllBut(null);
      end(Fault.interrupted(aftermath.cause()));
    }
  }

  /** Output leaves. */
  void say(ChatEvent event) {
    clock.said();
    aftermath.note(event);
    caller.event(event);
  }

  void frame(byte[] buffer, int offset, int length) {
    clock.said();
    caller.frame(buffer, offset, length);
  }

  /** A provider has told what was used, while output leaves. */
  void used(ChatLane lane) {
    caller.event(ChatEvent.used(tally.used(lane.toldUsage())));
  }

  void whole(ChatLane lane) {
    if (lane.seam() != null && !lane.isFlowing()) {
      apart(lane);
      return;
    }
    release(lane);
    if (lane.metadata() != null && !isEnded()) {
      caller.event(lane.metadata());
    }
    if (complete(lane)) {
      Outcome outcome = outcome();
      caller.completed(outcome);
      caller.flush();
      told(outcome);
    }
  }

  @Override
  FailureKind counted(Lane<ChatEvent> lane, FailureKind kind) {
    // After output the call was good once: what is refused now is what was made of it.
    return flowing && kind.isCallers() ? FailureKind.UNABLE : kind;
  }

  @Override
  boolean goesOn(Lane<ChatEvent> lane, FailedAttempt failure) {
    if (!flowing || aftermath.mayGoOn((ChatLane) lane, failure)) {
      return true;
    }
    end(Fault.interrupted(aftermath.cause()));
    return false;
  }

  @Override
  Itinerary.@Nullable Stop upcoming(long now) {
    if (!flowing) {
      return super.upcoming(now);
    }
    Route refused = aftermath.takeRefused();
    Itinerary.Stop back = refused == null ? null : itinerary().back(refused, now);
    return back == null ? itinerary().next(now, left(now), false) : back;
  }

  @Override
  Fault lastWord(long now) {
    return flowing ? Fault.interrupted(aftermath.cause()) : super.lastWord(now);
  }

  boolean isCallerReady() {
    return clock.readerReady(caller.isReady());
  }

  void flush() {
    caller.flush();
  }

  /** The caller takes more again. */
  public void callerReady() {
    if (flowing && !isEnded() && isCallerReady()) {
      for (Lane<ChatEvent> lane : lanes().toArray(ChatLane[]::new)) {
        guarded(lane::resume);
      }
    }
  }

  @Override
  boolean isRead(Lane<ChatEvent> lane) {
    return !((ChatLane) lane).isFlowing() || clock.isReading();
  }

  @Override
  void look(long now) {
    Fault slow = clock.slowReader(now);
    if (slow != null) {
      end(slow);
      return;
    }
    conclude(now);
    hedge(now);
    if (!isEnded() && stream && caller.isReady() && clock.heartbeatDue(now)) {
      beat(now);
    }
  }

  /** Does not wait for the end of a service that has said all and then falls silent. */
  private void conclude(long now) {
    for (Lane<ChatEvent> lane : lanes().toArray(ChatLane[]::new)) {
      if (((ChatLane) lane).isFinished() && lane.clock.isLingering(now)) {
        lane.conclude();
      }
    }
  }

  private void hedge(long now) {
    if (isEnded() || flowing || lanes().size() != 1 || !model().failover().hedged()) {
      return;
    }
    var lane = (ChatLane) lanes().getFirst();
    long late = lane.route().target().health().lateFirstToken();
    if (lane.isByToken()
        && !lane.hasBegun()
        && late > 0
        && now - lane.started > late
        && !means.hedges().isEmpty()) {
      Itinerary.Stop stop = itinerary().fresh(loop.nanoTime());
      if (stop != null && stop.permit() != null) {
        means.hedges().take();
        begin(stop.route(), stop.permit());
      }
    }
  }

  private void beat(long now) {
    if (announced == null && !lanes().isEmpty()) {
      sayOpened(lanes().getFirst().route(), lanes().getFirst().dropped());
    } else if (announced == null && !tally.failures().isEmpty()) {
      // In a pause: what is tried is tried again, or another after it.
      sayOpened(tally.failures().getLast().route(), List.of());
    }
    if (announced != null && !isEnded()) {
      caller.heartbeat(Duration.ofNanos(now - started), phase());
      caller.flush();
    }
  }

  private Caller.Phase phase() {
    if (flowing) {
      return Caller.Phase.GENERATING;
    }
    if (lanes().isEmpty()) {
      return Caller.Phase.WAITING_RETRY;
    }
    return lanes().getFirst().isConnected()
        ? Caller.Phase.WAITING_FIRST_TOKEN
        : Caller.Phase.CONNECTING;
  }

  @Override
  void tellFailed(Fault fault, Outcome outcome) {
    caller.failed(fault, outcome);
    caller.flush();
  }

  @Override
  long firstToken() {
    return firstToken;
  }
}
