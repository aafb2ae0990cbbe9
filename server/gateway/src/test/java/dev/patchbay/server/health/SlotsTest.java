package dev.patchbay.server.health;

import static dev.patchbay.server.health.Verdict.IGNORED;
import static dev.patchbay.server.health.Verdict.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SlotsTest {
  /** Makes open times pass within the test. */
  private static final long STEP = 5_000_000;

  @Test
  void enter_limitReached_isOutForAMoment() {
    var place = new Place(ConcurrencyLimit.fixed(2));
    Permit first = place.enter();
    place.enter();

    assertThat(place.isOut()).isTrue();
    assertThat(place.whyOut()).isEqualTo("its limit of 2 calls at once is reached");
    assertThat(place.secondsOut()).isEqualTo(0.1);
    assertThat(place.lastResort()).isNull();
    assertThat(place.target.standing(place.clock.now()).out()).as("nothing to show").isNull();

    place.end(first, SUCCEEDED);
    assertThat(place.isOut()).isFalse();
  }

  @Test
  void enter_otherModel_countsAgainstTheSameLimit() {
    var place = new Place(ConcurrencyLimit.fixed(1));
    place.enter();
    assertThat(place.endpoint.of("n").enter(place.clock.now())).isNull();
  }

  @Test
  void end_twice_givesBackOnce() {
    var place = new Place(ConcurrencyLimit.fixed(5));
    place.enter();
    Permit permit = place.enter();

    place.end(permit, SUCCEEDED);
    place.end(permit, Verdict.FAILED);
    permit.content(1);

    assertThat(place.endpoint.running()).isEqualTo(1);
    assertThat(place.endpoint.limit()).hasValue(5);
  }

  @Test
  void enter_refused_keepsNoSlot() {
    var place = new Place(ConcurrencyLimit.fixed(5));
    place.attempts(5, Verdict.FAILED);
    assertThat(place.target.enter(place.clock.now())).isNull();
    assertThat(place.lastResort()).isNotNull();
    assertThat(place.lastResort()).isNull();
    assertThat(place.endpoint.running()).isEqualTo(1);
  }

  @Test
  void limit_none_isUnlimited() {
    var place = new Place();
    for (int i = 0; i < 10_000; i++) {
      place.enter();
    }
    assertThat(place.endpoint.running()).isEqualTo(10_000);
    assertThat(place.endpoint.limit()).isEmpty();
  }

  @Test
  void fixed_zero_isRefused() {
    assertThatThrownBy(() -> ConcurrencyLimit.fixed(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void enterAndEnd_onManyThreads_neverPassTheLimitAndLoseNothing() {
    int limit = 7;
    var endpoint =
        new EndpointHealth("east", ConcurrencyLimit.fixed(limit), HealthListener.NONE, () -> 0.5);
    List<TargetHealth> targets = List.of(endpoint.of("a"), endpoint.of("b"), endpoint.of("c"));
    var clock = new AtomicLong();
    var held = new AtomicInteger();
    var most = new AtomicInteger();
    var wrong = new ConcurrentLinkedQueue<String>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        var random = new SplittableRandom(i);
        threads.execute(() -> hammer(targets, random, clock, held, most, wrong, limit));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(most.get()).isPositive();
    assertThat(endpoint.running()).isZero();
  }

  private static void hammer(
      List<TargetHealth> targets,
      RandomGenerator random,
      AtomicLong clock,
      AtomicInteger held,
      AtomicInteger most,
      ConcurrentLinkedQueue<String> wrong,
      int limit) {
    for (int i = 0; i < 20_000; i++) {
      long now = clock.addAndGet(STEP);
      TargetHealth target = targets.get(random.nextInt(targets.size()));
      Permit permit = random.nextInt(4) == 0 ? target.enterAsLastResort(now) : target.enter(now);
      if (permit == null) {
        continue;
      }
      int here = held.incrementAndGet();
      most.accumulateAndGet(here, Math::max);
      if (here > limit) {
        wrong.add(here + " at once");
      }
      held.decrementAndGet();
      Verdict verdict = Verdict.values()[random.nextInt(Verdict.values().length)];
      permit.end(random.nextInt(50) == 0 ? verdict : SUCCEEDED, null, now);
      permit.end(IGNORED, null, now);
    }
  }
}
