package dev.patchbay.server.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.Future;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop and what belongs to it. Everything but {@link #execute} and {@link #later} is for
 * its own thread only, so there are no locks.
 */
public final class Loop {
  /** How often running calls look at their limits. */
  public static final long TICK_MILLIS = 100;

  /** Largest piece that a decoder is given at once. */
  public static final int SCRATCH_BYTES = 64 * 1024;

  private static final Logger log = LoggerFactory.getLogger(Loop.class);
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

  /** Something that will happen unless it is called off. */
  @FunctionalInterface
  public interface Timer {
    /** Does nothing once it has happened. */
    void cancel();
  }

  private final int index;
  private final EventLoop events;
  private final byte[] scratch = new byte[SCRATCH_BYTES];
  private final Set<Ticking> ticking = Collections.newSetFromMap(new IdentityHashMap<>());
  private final LongSupplier clock;
  private long now;

  /**
   * @param clock {@link System#nanoTime}, or a test's
   */
  Loop(int index, EventLoop events, LongSupplier clock) {
    this.index = index;
    this.events = events;
    this.clock = clock;
    now = clock.getAsLong();
  }

  Loop(int index, EventLoop events) {
    this(index, events, System::nanoTime);
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

  /** Runs it at once if this is the loop's thread, else soon on that thread. */
  public void execute(Runnable task) {
    if (events.inEventLoop()) {
      task.run();
    } else {
      events.execute(task);
    }
  }

  /** Runs it soon on the loop's thread, never at once. */
  public void later(Runnable task) {
    events.execute(task);
  }

  /** Runs it on the loop's thread when the time is over. */
  public Timer after(long nanos, Runnable task) {
    Future<?> scheduled = events.schedule(task, nanos, TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  /** Where bytes from the network are copied to for a decoder; valid until the next read. */
  public byte[] scratch() {
    return scratch;
  }

  /** {@link System#nanoTime}; where a test moves the time by hand, the test's. */
  public long nanoTime() {
    return clock.getAsLong();
  }

  /** The time of the last tick, as {@link System#nanoTime}: at most a tick old, and free. */
  public long now() {
    return now;
  }

  public void add(Ticking member) {
    ticking.add(member);
  }

  /** From now on it isn't looked at, not even in a tick that is under way. */
  public void remove(Ticking member) {
    ticking.remove(member);
  }

  /** How many members are looked at. */
  public int size() {
    return ticking.size();
  }

  void tick() {
    now = nanoTime();
    // A copy, since members come and go while they are looked at.
    for (Ticking member : ticking.toArray(Ticking[]::new)) {
      if (ticking.contains(member)) {
        tick(member);
      }
    }
  }

  private void tick(Ticking member) {
    try {
      member.tick(now);
    } catch (RuntimeException e) {
      // Thrown on, it would end the ticks of all calls on this loop.
      log.error("a look at {} failed", member, e);
    }
  }
}
