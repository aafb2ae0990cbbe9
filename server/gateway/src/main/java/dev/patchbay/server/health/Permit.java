package dev.patchbay.server.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The right to run one attempt. Given back by {@link #end}, once: what comes after that, and a
 * second content, is ignored. Any thread.
 */
public interface Permit {
  /**
   * The attempt's first content has come.
   *
   * @param nanos since the attempt began
   */
  void content(long nanos);

  /**
   * The attempt has ended.
   *
   * @param wait how long the provider asks to be left alone; null: it did not say
   * @param now {@link System#nanoTime}
   */
  void end(Verdict verdict, @Nullable Duration wait, long now);
}
