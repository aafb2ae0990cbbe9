package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.health.Permit;
import dev.patchbay.server.health.Verdict;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Usage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call: what it was asked, what it has said, what it used. Mostly a call has one
 * lane; while it hedges, two.
 */
abstract sealed class Lane<E> implements Attempt.Listener<E> permits ChatLane, WholeLane {
  private final Run<E> run;
  private final Route route;
  private final Permit permit;
  private final Request<E> asked;
  final AttemptClock clock;
  final long started;
  private @Nullable Attempt attempt;
  private List<String> dropped = List.of();
  private @Nullable Usage usage;
  private boolean answering;
  private boolean over;

  /**
   * @param asked the call as this attempt asks it
   * @param byToken whether the answer comes token by token
   */
  Lane(Run<E> run, Route route, Permit permit, Request<E> asked, boolean byToken) {
    this.run = run;
    this.started = run.loop.nanoTime();
    this.route = route;
    this.permit = permit;
    this.asked = asked;
    clock = new AttemptClock(route.model().limits(), byToken, started);
  }

  final Route route() {
    return route;
  }

  final Request<E> asked() {
    return asked;
  }

  /** The attempt runs. */
  final void runs(Attempt running, List<String> leftOut) {
    attempt = running;
    dropped = leftOut;
  }

  /** Paths of what the target can't honour. */
  final List<String> dropped() {
    return dropped;
  }

  /** Takes an event of the attempt. */
  abstract void take(E event);

  /** What it used without its provider having told; null: nothing worth counting. */
  abstract @Nullable Usage estimate();

  /** Whether the provider must have read the prompt. */
  abstract boolean hasBegun();

  @Override
  public final void event(E event) {
    if (over) {
      return;
    }
    try {
      take(event);
    } catch (RuntimeException e) {
      run.fell(this, e);
    }
  }

  @Override
  public final void broke(FailureKind kind, Fault fault) {
    if (!over) {
      run.guarded(() -> run.failed(this, kind, fault));
    }
  }

  @Override
  public final void answers() {
    answering = true;
  }

  /** What an error of the provider's means here. */
  final FailureKind kind(ProviderError error) {
    return FailureKind.of(error, answering);
  }

  /** The content has begun. */
  final void begins() {
    permit.content(run.loop.nanoTime() - started);
  }

  final void told(Usage said) {
    usage = said;
  }

  final boolean hasTold() {
    return usage != null;
  }

  /** What the provider has told so far; null: nothing. */
  final @Nullable Usage toldUsage() {
    return usage;
  }

  final boolean isOver() {
    return over;
  }

  final boolean isConnected() {
    return attempt == null || attempt.isConnected();
  }

  final void resume() {
    if (attempt != null && !over) {
      attempt.resume();
    }
  }

  /** The service says nothing more, though only its end is missing. */
  final void conclude() {
    if (attempt != null) {
      attempt.conclude();
    }
  }

  /** Stops it, if it runs. */
  final void stop() {
    if (attempt != null && !over) {
      attempt.cancel();
    }
  }

  /**
   * It is over: nothing of it counts any more but what it used.
   *
   * @param told how long the provider asks to wait; null: it did not say
   * @return what it used; null: nothing
   */
  final @Nullable Spent close(Verdict verdict, @Nullable Duration told) {
    over = true;
    attempt = null;
    permit.end(verdict, told, run.loop.nanoTime());
    if (usage != null) {
      return new Spent(route, usage, false);
    }
    Usage guess = estimate();
    return guess == null ? null : new Spent(route, guess, true);
  }
}
