package dev.patchbay.server.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The permit of one attempt. Content and end each count once. */
final class Attempt implements Permit {
  private enum Stage {
    SILENT,
    SPEAKING,
    ENDED
  }

  private final TargetHealth target;
  private final Pass keyPass;
  private final Pass targetPass;
  private final long since;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.SILENT);

  Attempt(TargetHealth target, Pass keyPass, Pass targetPass, long since) {
    this.target = target;
    this.keyPass = keyPass;
    this.targetPass = targetPass;
    this.since = since;
  }

  @Override
  public void content(long nanos) {
    if (stage.compareAndSet(Stage.SILENT, Stage.SPEAKING)) {
      target.content(keyPass, targetPass, since + nanos, nanos);
    }
  }

  @Override
  public void end(Verdict verdict, @Nullable Duration wait, long now) {
    if (stage.getAndSet(Stage.ENDED) != Stage.ENDED) {
      target.leave(verdict, since, now);
      target.learn(keyPass, targetPass, verdict, wait, now);
    }
  }
}
