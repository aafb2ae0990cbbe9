package dev.patchbay.server.loop;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A loop whose thread is the test's and whose time the test moves. */
public final class HandLoop {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Loop loop;
  private long now = System.nanoTime();

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

  /** Lets time pass with all timers and ticks. */
  public void live(Duration time) {
    long end = now + time.toNanos();
    while (now < end) {
      long step = Math.min(end - now, TimeUnit.MILLISECONDS.toNanos(Loop.TICK_MILLIS));
      pass(Duration.ofNanos(step));
      turn();
      loop.tick();
    }
  }
}
