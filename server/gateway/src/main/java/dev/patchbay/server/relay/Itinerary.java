package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.failover.Retries;
import dev.patchbay.server.health.Out;
import dev.patchbay.server.health.Permit;
import dev.patchbay.server.relay.Route.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which targets one call visits, in which order. Within a model those not asked yet come first,
 * then those that may be asked again, then the next model.
 */
final class Itinerary {
  /**
   * A model whose targets may be asked.
   *
   * @param targets best first
   */
  record Leg(Model model, List<Target> targets) {}

  /** A target in the eyes of this call. */
  private static final class Visit {
    final Model model;
    final Target target;
    int asked;
    boolean again;
    boolean over;
    long notBefore;

    Visit(Model model, Target target) {
      this.model = model;
      this.target = target;
    }

    boolean isFresh() {
      return asked == 0 && !over;
    }
  }

  /**
   * Where to go.
   *
   * @param permit null: to be had after the pause
   * @param pause nanoseconds; 0: at once
   */
  record Stop(Route route, @Nullable Permit permit, long pause) {}

  private final Supplier<@Nullable Leg> legs;
  private final boolean elsewhere;
  private final RandomGenerator random;
  private final List<Visit> visits = new ArrayList<>(4);

  /** Where the present model's visits begin. */
  private int leg;

  private int asked;
  private @Nullable Target tooSmall;
  private boolean exhausted;

  /**
   * @param legs gives the models one after the other, the asked one first; null: no more
   * @param elsewhere whether more than one target may be asked
   */
  Itinerary(Supplier<@Nullable Leg> legs, boolean elsewhere, RandomGenerator random) {
    this.legs = legs;
    this.elsewhere = elsewhere;
    this.random = random;
    nextLeg();
  }

  private boolean nextLeg() {
    Leg next = exhausted || (!elsewhere && asked > 0) ? null : legs.get();
    if (next == null) {
      exhausted = true;
      return false;
    }
    leg = visits.size();
    next.targets().forEach(target -> visits.add(new Visit(next.model(), target)));
    return true;
  }

  private List<Visit> present() {
    return visits.subList(leg, visits.size());
  }

  /**
   * Where to go now.
   *
   * @param now {@link System#nanoTime}
   * @param left nanoseconds until the call must have ended
   * @param again whether a target may be asked twice
   * @return null: nowhere
   */
  @Nullable Stop next(long now, long left, boolean again) {
    do {
      Stop stop = fresh(now);
      if (stop == null && again) {
        stop = repeat(now, left);
      }
      if (stop != null) {
        return stop;
      }
    } while (nextLeg());
    return lastResort(now);
  }

  /** Another target of the present model that has not been asked; null: there is none. */
  @Nullable Stop fresh(long now) {
    if (!elsewhere && asked > 0) {
      return null;
    }
    for (Visit visit : present()) {
      if (visit.isFresh() && mayServe(visit)) {
        Permit permit = visit.target.health().enter(now);
        if (permit != null) {
          return go(visit, permit, why(visit));
        }
      }
    }
    return null;
  }

  private Stop go(Visit visit, Permit permit, Why why) {
    visit.asked++;
    visit.again = false;
    return new Stop(new Route(visit.model, visit.target, ++asked, why), permit, 0);
  }

  private Why why(Visit visit) {
    return visit.model.equals(visits.getFirst().model) ? Why.CONFIGURED : Why.FALLBACK;
  }

  private boolean mayServe(Visit visit) {
    return visit.target.endpoint().isAvailable()
        && (tooSmall == null || Windows.isRoomier(visit.target, tooSmall));
  }

  private @Nullable Stop repeat(long now, long left) {
    Visit soonest = null;
    long wait = left;
    for (Visit visit : present()) {
      if (visit.again && visit.asked <= visit.model.failover().retries().max()) {
        long pause = Math.max(visit.notBefore - now, pause(visit));
        if (pause < wait && isBackBy(visit, now, pause)) {
          soonest = visit;
          wait = pause;
        }
      }
    }
    if (soonest == null || !soonest.target.health().mayRepeat(now)) {
      return null;
    }
    return new Stop(new Route(soonest.model, soonest.target, asked + 1), null, Math.max(1, wait));
  }

  /** Full jitter: callers who failed together do not come back together. */
  private long pause(Visit visit) {
    Retries retries = visit.model.failover().retries();
    long bound = retries.base().toNanos() << Math.min(visit.asked - 1, 20);
    long cap = retries.cap().toNanos();
    return random.nextLong(1 + (bound < 0 ? cap : Math.min(cap, bound)));
  }

  private static boolean isBackBy(Visit visit, long now, long pause) {
    Out out = visit.target.health().out(now);
    return visit.target.endpoint().isAvailable() && (out == null || out.readyIn() <= pause);
  }

  /** After the wait: enters the target; null: it can't be entered any more. */
  @Nullable Stop arrive(Stop waited, long now) {
    for (Visit visit : present()) {
      if (visit.target.equals(waited.route().target())) {
        Permit permit = mayServe(visit) ? visit.target.health().enterAgain(now) : null;
        visit.over = permit == null;
        return permit == null ? null : go(visit, permit, why(visit));
      }
    }
    return null;
  }

  /** Asks a target again at once, though it has failed: it is to be asked differently. */
  @Nullable Stop back(Route route, long now) {
    Permit permit = route.target().health().enterAgain(now);
    return permit == null
        ? null
        : new Stop(new Route(route.model(), route.target(), ++asked, route.why()), permit, 0);
  }

  private @Nullable Stop lastResort(long now) {
    if (!elsewhere && asked > 0) {
      return null;
    }
    for (Visit visit : visits) {
      if (visit.isFresh() && mayServe(visit)) {
        Permit permit = visit.target.health().enterAsLastResort(now);
        if (permit != null) {
          return go(visit, permit, Why.PROBE);
        }
      }
    }
    return null;
  }

  /**
   * Notes a failure.
   *
   * @param told how long the provider asks to wait; null: it did not say
   * @param filtersFall whether a filtered prompt may go to another model
   */
  void failed(
      Route route, FailureKind kind, @Nullable Duration told, long now, boolean filtersFall) {
    for (Visit visit : visits) {
      if (visit.target.equals(route.target()) && visit.model.equals(route.model())) {
        visit.again = kind.way() == FailureKind.Way.AGAIN;
        visit.over = !visit.again;
        visit.notBefore = told == null ? now : now + told.toNanos();
      }
    }
    switch (kind.way()) {
      case AGAIN, ELSEWHERE -> {}
      case ROOMIER -> tooSmall = route.target();
      case UNFILTERED -> leaveModel(filtersFall);
      case NOWHERE -> leaveModel(false);
    }
  }

  private void leaveModel(boolean forAnother) {
    visits.forEach(visit -> {
      visit.over = true;
      visit.again = false;
    });
    exhausted |= !forAnother;
  }

  /** Every target that the call might have gone to. */
  List<Target> targets() {
    return visits.stream().map(visit -> visit.target).toList();
  }

  /** How many attempts there were. */
  int asked() {
    return asked;
  }
}
