package dev.patchbay.server.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one model at one endpoint is doing. */
public final class TargetHealth {
  /** Why no call may go there now; null: one may. Changes nothing. */
  public @Nullable Out out(long now) {
    return null;
  }

  /** Lets an attempt in; null if {@link #out}, which another thread may just have brought about. */
  public @Nullable Permit enter(long now) {
    return new Permit() {
      @Override
      public void content(long nanos) {}

      @Override
      public void end(Verdict verdict, @Nullable Duration wait, long at) {}
    };
  }

  /**
   * Lets an attempt in though the target is out, to see whether it is back, when nothing else can
   * serve a call; null if that was tried a moment ago, or the endpoint has its fill of calls.
   */
  public @Nullable Permit enterAsLastResort(long now) {
    return null;
  }

  /** Takes one repeat out of the endpoint's retry budget; false: it is used up. */
  public boolean mayRepeat(long now) {
    return true;
  }

  /** By when 95 % of recent first tokens had come, in nanoseconds; 0: too few are known. */
  public long lateFirstToken() {
    return 0;
  }
}
