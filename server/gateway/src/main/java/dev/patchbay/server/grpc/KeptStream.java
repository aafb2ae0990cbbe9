package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.ChatRun;
import dev.patchbay.server.replay.EventRing;
import dev.patchbay.server.replay.Kept;
import dev.patchbay.server.replay.Repeats;
import dev.patchbay.server.replay.RequestKey;
import dev.patchbay.server.replay.Shelf;
import dev.patchbay.v1.StreamChatResponse;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose events are kept, because it is resumable or its request has an id. While it runs
 * it has one reader or none; after its end, any number. On the run's loop, save where it says
 * otherwise.
 *
 * <p>A reader that follows is sent events as they come. One that is behind holds up the run until
 * it has caught up, and what it has not got does not drop out. Without a reader the run goes on if
 * the stream is resumable, and is stopped if not.
 */
final class KeptStream implements StreamOutlet, Kept, Streams.Known {
  private final Identity identity;
  private final Loop loop;
  private final Place place;
  private final EventRing ring = new EventRing(Shelf.CALL_BYTES);
  private @Nullable StreamReader<?> live;
  private @Nullable ChatRun run;
  private @Nullable End end;
  private volatile State state = State.RUNNING;

  /**
   * What is known of it from its beginning.
   *
   * @param owner the name of the key whose stream it is
   * @param request the request's key; null: it has no id
   */
  record Identity(
      String responseId, String owner, boolean resumable, @Nullable RequestKey request) {}

  /** Where it is found. */
  record Place(Shelf shelf, Streams streams, Repeats<KeptStream> repeats) {}

  /** How a run ended; without a fault: well. */
  private record End(@Nullable Fault fault, boolean contentSent, long lastSequence) {}

  enum State {
    RUNNING,
    /** Ended well. */
    WHOLE,
    /** Ended otherwise: it answers no other request. */
    BROKEN
  }

  KeptStream(Identity identity, Loop loop, Place place) {
    this.identity = identity;
    this.loop = loop;
    this.place = place;
  }

  /** The run's. Any thread. */
  Loop loop() {
    return loop;
  }

  /** Any thread. */
  Identity identity() {
    return identity;
  }

  /** Any thread. */
  State state() {
    return state;
  }

  /** Begins the run. */
  void start(Function<Loop, ChatRun> begin) {
    if (live == null && !identity.resumable()) {
      // The caller has left before it began.
      abandon();
      return;
    }
    place.streams().add(identity.responseId(), this);
    run = begin.apply(loop);
  }

  /**
   * Lets somebody read, from the event after this number. While the stream runs, whoever read it
   * before ends.
   */
  void attach(StreamReader<?> reader, long after) {
    if (reader.isOver()) {
      return;
    }
    Fault refused = refusal(after);
    if (refused != null) {
      reader.failed(refused);
      return;
    }
    if (end == null) {
      StreamReader<?> before = live;
      live = reader;
      if (before != null) {
        before.failed(
            Fault.of(Reason.SUPERSEDED, "another call of yours reads this stream from now on"));
      }
    }
    reader.from(after + 1);
  }

  private @Nullable Fault refusal(long after) {
    if (Long.compareUnsigned(after, ring.last()) > 0) {
      String told =
          "is " + Long.toUnsignedString(after) + "; the last event sent is " + ring.last();
      return Fault.invalid(Reason.INVALID_REQUEST, List.of(new Violation("after_sequence", told)));
    }
    return after + 1 >= ring.first()
        ? null
        : Fault.of(
            Reason.RESUME_EXPIRED,
            "the events from "
                + (after + 1)
                + " to "
                + (ring.first() - 1)
                + " are not kept any more");
  }

  /** The number of the last event. */
  long last() {
    return ring.last();
  }

  byte[] event(long number) {
    return ring.get(number);
  }

  /** A reader has all there is. */
  void caughtUp(StreamReader<?> reader) {
    End ended = end;
    if (ended == null) {
      if (run != null) {
        run.callerReady();
      }
    } else if (ended.fault() == null) {
      reader.completed();
    } else {
      reader.failed(ended.fault(), ended.contentSent(), ended.lastSequence());
    }
  }

  /** A reader is gone. */
  void left(StreamReader<?> reader) {
    if (reader != live) {
      return;
    }
    live = null;
    ring.trim(Long.MAX_VALUE);
    if (end != null) {
      return;
    }
    if (!identity.resumable()) {
      abandon();
    } else if (run != null) {
      run.callerReady();
    }
  }

  private void abandon() {
    close(new End(Streams.CANCELLED, false, ring.last()));
    if (run != null) {
      run.cancel();
    }
  }

  /** Whether the run itself sees to it that this reader reads. */
  boolean watches(StreamReader<?> reader) {
    return reader == live && end == null && !identity.resumable();
  }

  @Override
  public void send(StreamChatResponse event) {
    StreamReader<?> reader = live;
    boolean follows = reader != null && reader.next() > ring.last();
    ring.add(event.toByteArray());
    if (reader != null && follows) {
      reader.send(event);
    }
    ring.trim(live == null ? Long.MAX_VALUE : live.next());
  }

  @Override
  public void beat(StreamChatResponse event) {
    if (live != null && live.isWaiting()) {
      live.beat(event);
    }
  }

  @Override
  public void completed() {
    end(new End(null, false, 0));
  }

  @Override
  public void failed(Fault fault, boolean contentSent, long lastSequence) {
    end(new End(fault, contentSent, lastSequence));
  }

  private void end(End ended) {
    StreamReader<?> reader = live;
    close(ended);
    if (reader != null) {
      reader.more();
    }
  }

  private void close(End ended) {
    end = ended;
    live = null;
    boolean whole = ended.fault() == null;
    boolean found = identity.resumable() && ring.last() > 0;
    boolean repeated = identity.request() != null && whole && ring.first() == 1;
    if (identity.request() != null && whole) {
      place.repeats().served(identity.request(), this);
    }
    if (!found) {
      place.streams().remove(identity.responseId(), this);
    }
    if (identity.request() != null && !repeated) {
      place.repeats().forget(identity.request(), this);
    }
    state = whole ? State.WHOLE : State.BROKEN;
    if (found || repeated) {
      place.shelf().put(this);
    }
  }

  @Override
  public boolean isReady() {
    return live == null || live.isWaiting();
  }

  @Override
  public int weight() {
    return ring.bytes();
  }

  @Override
  public void dropped() {
    place.streams().remove(identity.responseId(), this);
    if (identity.request() != null) {
      place.repeats().forget(identity.request(), this);
    }
  }

  @Override
  public String owner() {
    return identity.owner();
  }

  @Override
  public void stop(Consumer<Boolean> told) {
    loop.execute(() -> {
      ChatRun running = end == null ? run : null;
      if (running != null) {
        running.interrupt(Streams.CANCELLED);
      }
      told.accept(running != null);
    });
  }
}
