package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.failover.FailoverRules;
import dev.patchbay.server.failover.Hold;
import dev.patchbay.server.failover.Retries;
import dev.patchbay.server.health.Permit;
import dev.patchbay.server.health.Verdict;
import dev.patchbay.spi.Capabilities;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItineraryTest {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final Retries TWICE =
      new Retries(2, Duration.ofMillis(100), Duration.ofMillis(150));

  private final Queue<Itinerary.Leg> legs = new ArrayDeque<>();
  private boolean elsewhere = true;
  private long now = System.nanoTime();
  private @Nullable Itinerary itinerary;

  private ItineraryTest leg(String model, Retries retries, Capabilities... targets) {
    var catalog = new TestCatalog();
    for (int i = 0; i < targets.length; i++) {
      catalog.endpoint(model + i, "fake", new ScriptedProvider(targets[i], List.of()));
    }
    catalog.failover(
        new FailoverRules(List.of(), retries, AfterOutput.NEVER, Hold.NONE, false, false));
    Model made = Objects.requireNonNull(catalog.withModel(model, 1).models().get(model));
    legs.add(new Itinerary.Leg(made, made.targets()));
    return this;
  }

  private ItineraryTest leg(String model, int targets) {
    Capabilities[] unknown = new Capabilities[targets];
    java.util.Arrays.fill(unknown, Capabilities.UNKNOWN);
    return leg(model, TWICE, unknown);
  }

  private static Capabilities window(long tokens) {
    return Capabilities.UNKNOWN.contextWindow(tokens);
  }

  private Itinerary itinerary() {
    if (itinerary == null) {
      itinerary = new Itinerary(legs::poll, elsewhere, new Random(1));
    }
    return itinerary;
  }

  /** The way of a call whose attempts all fail so, as endpoints; pauses are waited for. */
  private String way(FailureKind kind) {
    return way(kind, null, HOUR, true);
  }

  private String way(FailureKind kind, @Nullable Duration told, long left, boolean again) {
    var way = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      Itinerary.Stop stop = itinerary().next(now, left, again);
      if (stop != null && stop.pause() > 0) {
        now += stop.pause();
        way.append('~');
        stop = itinerary().arrive(stop, now);
      }
      if (stop == null) {
        return way.toString().strip();
      }
      way.append(stop.route().endpoint()).append(' ');
      fail(stop, kind, told);
    }
    throw new AssertionError("no end: " + way);
  }

  private void fail(Itinerary.Stop stop, FailureKind kind, @Nullable Duration told) {
    Permit permit = Objects.requireNonNull(stop.permit());
    permit.end(Verdict.IGNORED, null, now);
    itinerary().failed(stop.route(), kind, told, now, false);
  }

  @Test
  void next_busyTargets_othersFirstThenEachAgainAsOftenAsAllowed() {
    assertThat(leg("m", 2).way(FailureKind.SERVER_ERROR).split("~"))
        .hasSize(5)
        .startsWith("m0 m1 ")
        .satisfies(parts -> assertThat(String.join("", parts)).contains("m0", "m1"));
  }

  @Test
  void next_busyTargetAlone_isAskedAgainAfterPausesAndThenItsFallbacks() {
    leg("m", 1).leg("f", 1);
    assertThat(way(FailureKind.SERVER_ERROR)).isEqualTo("m0 ~m0 ~m0 f0 ~f0 ~f0");
  }

  @Test
  void next_targetThatWasSilent_isAskedOnce() {
    leg("m", 2).leg("f", 1);
    assertThat(way(FailureKind.SILENT)).isEqualTo("m0 m1 f0");
  }

  @Test
  void next_callIsWrong_goesNowhere() {
    leg("m", 2).leg("f", 1);
    assertThat(way(FailureKind.CALLERS)).isEqualTo("m0");
  }

  @Test
  void next_filtered_goesNowhere() {
    leg("m", 2).leg("f", 1);
    assertThat(way(FailureKind.FILTERED)).isEqualTo("m0");
  }

  @Test
  void next_filteredAndFiltersMayBeLeft_goesToAnotherModelAlone() {
    leg("m", 2).leg("f", 1);
    Itinerary.Stop first = Objects.requireNonNull(itinerary().next(now, HOUR, true));
    itinerary().failed(first.route(), FailureKind.FILTERED, null, now, true);

    Itinerary.Stop second = Objects.requireNonNull(itinerary().next(now, HOUR, true));
    assertThat(second.route().model().name()).isEqualTo("f");
    assertThat(second.route().attempt()).isEqualTo(2);
  }

  @Test
  void next_promptTooLong_goesWhereTheWindowIsLargerOrNotKnown() {
    leg("m", TWICE, window(10), window(10), window(9), window(11), window(1));
    leg("f", TWICE, window(10), Capabilities.UNKNOWN);
    assertThat(way(FailureKind.TOO_LONG)).isEqualTo("m0 m3 f1");
  }

  @Test
  void next_promptTooLongWhereTheWindowIsNotKnown_goesOnlyWhereItIsNotKnown() {
    leg("m", TWICE, Capabilities.UNKNOWN, window(1_000_000), Capabilities.UNKNOWN);
    assertThat(way(FailureKind.TOO_LONG)).isEqualTo("m0 m2");
  }

  @Test
  void next_providerNamesAWait_isNotAskedBefore() {
    leg("m", 1);
    long before = now;
    assertThat(way(FailureKind.LIMITED, Duration.ofSeconds(2), HOUR, true)).isEqualTo("m0 ~m0 ~m0");
    assertThat(now - before).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(4));
  }

  @Test
  void next_waitDoesNotFitTheTimeLeft_goesElsewhere() {
    leg("m", 1).leg("f", 1);
    assertThat(way(FailureKind.LIMITED, Duration.ofSeconds(2), TimeUnit.SECONDS.toNanos(1), true))
        .isEqualTo("m0 f0");
  }

  @Test
  void next_afterOutput_neverTheSameTargetTwice() {
    leg("m", 2).leg("f", 1);
    assertThat(way(FailureKind.SERVER_ERROR, null, HOUR, false)).isEqualTo("m0 m1 f0");
  }

  @Test
  void next_otherTargetsForbidden_repeatsTheOne() {
    elsewhere = false;
    leg("m", 2).leg("f", 1);
    assertThat(way(FailureKind.SERVER_ERROR)).isEqualTo("m0 ~m0 ~m0");
  }

  @Test
  void next_pauses_growWithFullJitterUpToTheCap() {
    long longest = 0;
    for (int seed = 0; seed < 200; seed++) {
      legs.clear();
      leg("m", 1);
      itinerary = new Itinerary(legs::poll, true, new Random(seed));
      fail(Objects.requireNonNull(itinerary.next(now, HOUR, true)), FailureKind.RESET, null);
      Itinerary.Stop pause = Objects.requireNonNull(itinerary.next(now, HOUR, true));
      assertThat(pause.pause()).isBetween(1L, TimeUnit.MILLISECONDS.toNanos(100) + 1);
      fail(Objects.requireNonNull(itinerary.arrive(pause, now)), FailureKind.RESET, null);
      longest = Math.max(longest, Objects.requireNonNull(itinerary.next(now, HOUR, true)).pause());
    }
    assertThat(longest)
        .isBetween(TimeUnit.MILLISECONDS.toNanos(101), TimeUnit.MILLISECONDS.toNanos(150) + 1);
  }
}
