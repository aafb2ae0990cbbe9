package dev.patchbay.server.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event loop and what belongs to it. Everything but {@link #execute} and {@link #inLoop} is for
 * its own thread only, so there are no locks.
 */
public final class Loop {
  /** How often running calls look at their limits. */
  public static final long TICK_MILLIS = 100;

  /** Largest piece that a decoder is given at once. */
  public static final int SCRATCH_BYTES = 64 * 1024;

  private static final FastThreadLocal<Loop> CURRENT = new FastThreadLocal<>();

  /** Something that wants to be looked at now and then, such as a call with its time limits. */
  public interface Ticking {
    /**
     * Called every {@link #TICK_MILLIS} on the loop.
     *
     * @param now {@link System#nanoTime}
     */
    void tick(long now);
  }

  private final int index;
  private final EventLoop events;
  private final byte[] scratch = new byte[SCRATCH_BYTES];
  private final List<Ticking> ticking = new ArrayList<>();
  private long now = System.nanoTime();

  Loop(int index, EventLoop events) {
    this.index = index;
    this.events = events;
  }

  /** Called once on the loop's own thread. */
  void start() {
    CURRENT.set(this);
    var ignored =
        events.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The loop whose thread this is; null on other threads. */
  public static @Nullable Loop current() {
    return CURRENT.get();
  }

  /** 0 to the number of loops - 1. */
  public int index() {
    return index;
  }

  public EventLoop events() {
    return events;
  }

  public boolean inLoop() {
    return events.inEventLoop();
  }

  /** Runs it at once if this is the loop's thread, else soon on that thread. */
  public void execute(Runnable task) {
    if (events.inEventLoop()) {
      task.run();
    } else {
      events.execute(task);
    }
  }

  /** Where bytes from the network are copied to for a decoder; valid until the next read. */
  public byte[] scratch() {
    return scratch;
  }

  /** The time of the last tick, as {@link System#nanoTime}: at most a tick old, and free. */
  public long now() {
    return now;
  }

  public void add(Ticking member) {
    ticking.add(member);
  }

  public void remove(Ticking member) {
    // The last takes its place: order does not matter, and a call ends without shifting thousands
    // of others.
    int at = ticking.indexOf(member);
    if (at >= 0) {
      Ticking last = ticking.removeLast();
      if (last != member) {
        ticking.set(at, last);
      }
    }
  }

  /** How many members are looked at. */
  public int size() {
    return ticking.size();
  }

  private void tick() {
    now = System.nanoTime();
    // Backwards, since a member may remove itself.
    for (int i = ticking.size() - 1; i >= 0; i--) {
      if (i < ticking.size()) {
        ticking.get(i).tick(now);
      }
    }
  }
}
