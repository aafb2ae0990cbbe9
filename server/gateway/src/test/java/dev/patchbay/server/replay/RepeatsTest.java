package dev.patchbay.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.replay.SharedAnswer.Home;
import dev.patchbay.server.replay.SharedAnswer.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Shared answers, where they are found and how long they stay. */
class RepeatsTest {
  private static final RequestKey KEY = new RequestKey("ann", "Chat", "one");
  private static final Fingerprint SAME = new Fingerprint("same");
  private static final Fingerprint OTHER = new Fingerprint("other");

  private final AtomicLong now = new AtomicLong(1);
  private final Shelf shelf = new Shelf(now::get);
  private final Home<String, String> home = new Home<>(shelf, String::length);

  /** Notes what is said. */
  private static final class Caller implements Waiting<String, String> {
    private final List<String> told = new ArrayList<>();

    @Override
    public void answered(String answer) {
      told.add("answer " + answer);
    }

    @Override
    public void failed(String failure) {
      told.add("failure " + failure);
    }
  }

  private Repeats.Found<SharedAnswer<String, String>> enter(Fingerprint fingerprint) {
    return enter(KEY, fingerprint);
  }

  private Repeats.Found<SharedAnswer<String, String>> enter(
      RequestKey key, Fingerprint fingerprint) {
    return home.repeats().enter(key, fingerprint, () -> new SharedAnswer<>(home, key));
  }

  private Reason refused(Fingerprint fingerprint) {
    return catchThrowableOfType(FaultException.class, () -> enter(fingerprint)).fault().reason();
  }

  private SharedAnswer<String, String> served(String answer) {
    SharedAnswer<String, String> shared = enter(SAME).call();
    shared.answered(answer);
    return shared;
  }

  private void pass(long seconds) {
    now.addAndGet(seconds * 1_000_000_000);
    shelf.sweep();
  }

  @Test
  void enter_sameKeyTwice_findsTheFirst() {
    var first = enter(SAME);
    var second = enter(SAME);

    assertThat(first.isFresh()).isTrue();
    assertThat(second.isFresh()).isFalse();
    assertThat(second.call()).isSameAs(first.call());
  }

  @Test
  void enter_fromManyThreads_makesOne() throws Exception {
    var fresh = new AtomicInteger();
    var barrier = new CyclicBarrier(8);
    var done = new CountDownLatch(8);
    for (int i = 0; i < 8; i++) {
      Thread.ofPlatform()
          .start(() -> {
            try {
              barrier.await();
              fresh.addAndGet(enter(SAME).isFresh() ? 1 : 0);
            } catch (Exception e) {
              throw new AssertionError(e);
            } finally {
              done.countDown();
            }
          });
    }
    done.await();

    assertThat(fresh).hasValue(1);
  }

  @Test
  void enter_otherRequest_isAConflictAsLongAsTheIdIsKnown() {
    SharedAnswer<String, String> shared = enter(SAME).call();
    assertThat(refused(OTHER)).isEqualTo(Reason.IDEMPOTENCY_CONFLICT);
    shared.answered("a");
    assertThat(refused(OTHER)).isEqualTo(Reason.IDEMPOTENCY_CONFLICT);
    pass(299);
    assertThat(refused(OTHER)).isEqualTo(Reason.IDEMPOTENCY_CONFLICT);
    pass(2);
    assertThat(enter(OTHER).isFresh()).isTrue();
  }

  @Test
  void join_afterTheAnswer_getsItForFiveMinutes() {
    served("a");
    pass(299);
    var caller = new Caller();
    assertThat(enter(SAME).call().join(caller)).isTrue();
    assertThat(caller.told).containsExactly("answer a");
    pass(2);
    assertThat(enter(SAME).isFresh()).isTrue();
  }

  @Test
  void answered_tooLarge_isNotRunAgain() {
    served("x".repeat(Shelf.CALL_BYTES + 1));

    assertThat(refused(SAME)).isEqualTo(Reason.RESUME_EXPIRED);
    assertThat(refused(OTHER)).isEqualTo(Reason.IDEMPOTENCY_CONFLICT);
    pass(301);
    assertThat(enter(SAME).isFresh()).isTrue();
  }

  @Test
  void answered_moreThanThereIsRoomFor_dropsSomeAndRunsNoneAgain() {
    int calls = (int) (Shelf.TOTAL_BYTES / Shelf.CALL_BYTES) * 2;
    String large = "x".repeat(Shelf.CALL_BYTES);
    for (int i = 0; i < calls; i++) {
      enter(new RequestKey("ann", "Chat", "id" + i), SAME).call().answered(large);
    }
    shelf.sweep();

    int kept = 0;
    for (int i = 0; i < calls; i++) {
      var key = new RequestKey("ann", "Chat", "id" + i);
      try {
        assertThat(enter(key, SAME).isFresh()).isFalse();
        kept++;
      } catch (FaultException e) {
        assertThat(e.fault().reason()).isEqualTo(Reason.RESUME_EXPIRED);
      }
    }
    assertThat(kept).isBetween(1, calls / 2);
  }

  @Test
  void failed_isToldToThoseWhoWaitAndForgotten() {
    SharedAnswer<String, String> shared = enter(SAME).call();
    var first = new Caller();
    var second = new Caller();
    shared.join(first);
    shared.join(second);

    shared.failed("f");

    assertThat(first.told).containsExactly("failure f");
    assertThat(second.told).containsExactly("failure f");
    assertThat(shared.join(new Caller())).isFalse();
    assertThat(enter(OTHER).isFresh()).isTrue();
  }

  @Test
  void leave_notTheLast_letsTheRunGoOn() {
    var stopped = new AtomicInteger();
    SharedAnswer<String, String> shared = enter(SAME).call();
    shared.runs(stopped::incrementAndGet);
    var first = new Caller();
    var second = new Caller();
    shared.join(first);
    shared.join(second);

    shared.leave(first);
    shared.leave(first);
    assertThat(stopped).hasValue(0);
    shared.answered("a");

    assertThat(first.told).isEmpty();
    assertThat(second.told).containsExactly("answer a");
  }

  @Test
  void leave_last_stopsTheRunAlsoIfItBeginsLater() {
    var stopped = new AtomicInteger();
    SharedAnswer<String, String> shared = enter(SAME).call();
    var only = new Caller();
    shared.join(only);

    shared.leave(only);
    shared.runs(stopped::incrementAndGet);

    assertThat(stopped).hasValue(1);
    assertThat(shared.join(new Caller())).isFalse();
    assertThat(enter(OTHER).isFresh()).isTrue();
  }
}
