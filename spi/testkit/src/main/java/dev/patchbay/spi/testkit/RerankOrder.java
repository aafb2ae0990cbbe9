package dev.patchbay.spi.testkit;

import dev.patchbay.spi.RerankEvent;
import dev.patchbay.spi.Usage;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the order rules of {@link RerankEvent} as events come. One for each answer. */
final class RerankOrder implements AnswerKind.Order<RerankEvent> {
  private final int documents;
  private final Set<Integer> scored = new HashSet<>();
  private @Nullable Usage usage;
  private int count;
  private @Nullable RerankEvent terminal;

  RerankOrder(int documents) {
    this.documents = documents;
  }

  @Override
  public void event(RerankEvent event) {
    require(terminal == null, event, "comes after the terminal event " + terminal);
    if (event instanceof RerankEvent.Started) {
      require(count == 0, event, "isn't the first event");
    } else if (event instanceof RerankEvent.Scored score) {
      scored(score);
    } else if (event instanceof RerankEvent.Used used) {
      used(used);
    } else {
      boolean failed = event instanceof RerankEvent.Failed;
      require(failed || !scored.isEmpty(), event, "comes without any score");
      terminal = event;
    }
    count++;
  }

  private void scored(RerankEvent.Scored score) {
    int index = score.index();
    boolean known = index >= 0 && index < documents;
    require(known, score, "is for none of the " + documents + " documents");
    require(scored.add(index), score, "is the second for its document");
    require(Double.isFinite(score.score()), score, "is no number");
  }

  private void used(RerankEvent.Used used) {
    Usage last = usage;
    usage = used.usage();
    require(usage.input() >= 0 && usage.output() >= 0, used, "is negative");
    require(last == null || usage.input() >= last.input(), used, "is less than before");
  }

  private void require(boolean holds, RerankEvent event, String problem) {
    if (!holds) {
      throw new AssertionError("event " + count + " " + problem + ": " + RerankKind.textOf(event));
    }
  }
}
