package dev.patchbay.server.loop;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A loop whose thread is the test's and whose time the test moves. */
public final class HandLoop {
  private static final int STEP_MILLIS = 10;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Loop loop;
  private long now = System.nanoTime();
  private long lived;

  public HandLoop() {
    EventLoop events = channel.eventLoop();
    channel.freezeTime();
    loop = new Loop(0, events, () -> now);
  }

  public Loop loop() {
    return loop;
  }

  /** Runs what waits to be run. */
  public void turn() {
    channel.runPendingTasks();
  }

  /** Lets time pass and timers go off; ticks are not among them. */
  public void pass(Duration time) {
    now += time.toNanos();
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  /** Lets time pass in steps of 10 ms, with all timers and ticks. */
  public void live(Duration time) {
    long steps = time.toMillis() / STEP_MILLIS;
    for (long i = 0; i < steps; i++) {
      pass(Duration.ofMillis(STEP_MILLIS));
      turn();
      if (++lived % (Loop.TICK_MILLIS / STEP_MILLIS) == 0) {
        loop.tick();
      }
    }
  }
}
