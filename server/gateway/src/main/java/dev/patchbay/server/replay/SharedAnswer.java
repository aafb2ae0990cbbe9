package dev.patchbay.server.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One run whose whole answer several callers want. It is stopped when all of them have left. A good
 * answer is kept for those who come later; one that failed is told to those who wait, and
 * forgotten. Thread-safe.
 *
 * @param <A> a good answer
 * @param <F> a failure
 */
public final class SharedAnswer<A, F> implements Kept {
  /** Who wants the answer. Told once, on the thread on which it came; must hand it over. */
  public interface Waiting<A, F> {
    void answered(A answer);

    void failed(F failure);
  }

  /** Where calls of one kind are kept. */
  public record Home<A, F>(
      Shelf shelf, Repeats<SharedAnswer<A, F>> repeats, ToIntFunction<A> weigher) {
    public Home(Shelf shelf, ToIntFunction<A> weigher) {
      this(shelf, new Repeats<>(shelf), weigher);
    }
  }

  private final Home<A, F> home;
  private final RequestKey key;
  private final List<Waiting<A, F>> waiting = new ArrayList<>(1);
  private boolean over;
  private @Nullable A answer;
  private int weight;
  private Runnable stop = () -> {};

  /** Of a run that is about to begin. */
  public SharedAnswer(Home<A, F> home, RequestKey key) {
    this.home = home;
    this.key = key;
  }

  /**
   * Asks for the answer, which may be there already.
   *
   * @return false: the run has failed, or was stopped, and nothing will be said
   */
  public boolean join(Waiting<A, F> caller) {
    @Nullable A there;
    synchronized (this) {
      if (!over) {
        waiting.add(caller);
        return true;
      }
      there = answer;
    }
    if (there == null) {
      return false;
    }
    caller.answered(there);
    return true;
  }

  /** Whether there is no answer yet, and may be one. */
  public synchronized boolean isRunning() {
    return !over;
  }

  /** A caller does not want the answer any more. */
  public void leave(Waiting<A, F> caller) {
    boolean last;
    synchronized (this) {
      last = waiting.remove(caller) && waiting.isEmpty();
    }
    if (last) {
      abandon();
    }
  }

  /** Nobody wants the answer: the run is stopped. */
  public void abandon() {
    Runnable stopping;
    synchronized (this) {
      if (over || !waiting.isEmpty()) {
        return;
      }
      over = true;
      stopping = stop;
    }
    home.repeats().forget(key, this);
    stopping.run();
  }

  /**
   * The run has begun.
   *
   * @param stopping stops it; called at once if nobody is there any more, and without harm if it
   *     has ended
   */
  public void runs(Runnable stopping) {
    boolean ended;
    synchronized (this) {
      stop = stopping;
      ended = over;
    }
    if (ended) {
      stopping.run();
    }
  }

  /** The run has given its answer, which is kept unless it is too large. */
  public void answered(A given) {
    int bytes = home.weigher().applyAsInt(given);
    home.repeats().served(key, this);
    end(bytes <= Shelf.CALL_BYTES ? given : null, bytes).forEach(caller -> caller.answered(given));
  }

  /** The run has served its caller, and the answer was too large to be kept. */
  public void answeredTooMuch() {
    home.repeats().served(key, this);
    end(null, 0);
  }

  /**
   * @param kept what is kept; null: nothing
   * @return those who are to be told
   */
  private List<Waiting<A, F>> end(@Nullable A kept, int bytes) {
    if (kept == null) {
      home.repeats().forget(key, this);
    }
    List<Waiting<A, F>> callers;
    synchronized (this) {
      over = true;
      answer = kept;
      weight = bytes;
      callers = List.copyOf(waiting);
      waiting.clear();
    }
    if (kept != null) {
      home.shelf().put(this);
    }
    return callers;
  }

  /** The run has failed. Whoever asks from now on begins another one. */
  public void failed(F failure) {
    end(null, 0).forEach(caller -> caller.failed(failure));
  }

  @Override
  public synchronized int weight() {
    return weight;
  }

  @Override
  public void dropped() {
    home.repeats().forget(key, this);
  }
}
