package dev.patchbay.server.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.loop.Loop.Ticking;
import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ticks are called by hand, save where a test says so. */
class LoopTest {
  private final DefaultEventLoop events = new DefaultEventLoop();
  private final Loop loop = new Loop(0, events);
  private final List<String> ticked = new ArrayList<>();

  @AfterEach
  void stop() {
    events.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void tick_members_areEachLookedAtOnce() {
    loop.add(now -> ticked.add("a"));
    loop.add(now -> ticked.add("b"));

    loop.tick();

    assertThat(ticked).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void remove_duringATick_isNotLookedAtAnyMore() {
    var members = new ArrayList<Ticking>();
    for (int i = 0; i < 100; i++) {
      members.add(now -> {
        ticked.add("one");
        members.forEach(loop::remove);
      });
    }
    members.forEach(loop::add);

    loop.tick();

    assertThat(ticked).containsExactly("one");
    assertThat(loop.size()).isZero();
  }

  @Test
  void add_duringATick_isLookedAtInTheNext() {
    Ticking late = now -> ticked.add("late");
    loop.add(now -> loop.add(late));

    loop.tick();
    assertThat(ticked).isEmpty();
    loop.tick();

    assertThat(ticked).containsExactly("late");
  }

  @Test
  void tick_aMemberThrows_theOthersAreStillLookedAt() {
    for (int i = 0; i < 3; i++) {
      loop.add(now -> {
        throw new IllegalStateException("a defect");
      });
      loop.add(now -> ticked.add("sound"));
    }

    loop.tick();

    assertThat(ticked).hasSize(3);
  }

  @Test
  void start_aMemberThrowsEachTime_ticksGoOn() throws Exception {
    var ticks = new CountDownLatch(3);
    events
        .submit(() -> {
          loop.start();
          loop.add(now -> {
            ticks.countDown();
            throw new IllegalStateException("a defect");
          });
        })
        .sync();

    assertThat(ticks.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void execute_onItsOwnThread_runsAtOnceAndLaterDoesNot() throws Exception {
    events
        .submit(() -> {
          loop.execute(() -> ticked.add("at once"));
          loop.later(() -> ticked.add("later"));
          ticked.add("end of turn");
        })
        .sync();
    events.submit(() -> {}).sync();

    assertThat(ticked).containsExactly("at once", "end of turn", "later");
  }

  @Test
  void after_cancelled_doesNotHappen() throws Exception {
    var happened = new CountDownLatch(1);
    Loop.Timer timer = loop.after(TimeUnit.MILLISECONDS.toNanos(20), () -> ticked.add("no"));
    timer.cancel();
    loop.after(TimeUnit.MILLISECONDS.toNanos(21), happened::countDown);

    assertThat(happened.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ticked).isEmpty();
  }
}
