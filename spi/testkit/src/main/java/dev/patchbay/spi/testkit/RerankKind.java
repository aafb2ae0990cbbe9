package dev.patchbay.spi.testkit;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.RerankEvent;
import org.jspecify.annotations.Nullable;

/**
 * The events of rankings.
 *
 * @param documents how many there are to rank
 */
record RerankKind(int documents) implements AnswerKind<RerankEvent> {
  @Override
  public Order<RerankEvent> order() {
    return new RerankOrder(documents);
  }

  @Override
  public RerankEvent failed(ProviderError error) {
    return RerankEvent.failed(error);
  }

  @Override
  public @Nullable ProviderError error(RerankEvent event) {
    return event instanceof RerankEvent.Failed failed ? failed.error() : null;
  }

  @Override
  public boolean isCompleted(RerankEvent event) {
    return event instanceof RerankEvent.Completed;
  }

  @Override
  public String text(RerankEvent event) {
    return textOf(event);
  }

  /** One line. */
  static String textOf(RerankEvent event) {
    if (event instanceof RerankEvent.Started started) {
      String model = started.model();
      return "started model=" + (model == null ? "null" : '"' + model + '"');
    } else if (event instanceof RerankEvent.Scored scored) {
      return "scored " + scored.index() + " " + scored.score();
    } else if (event instanceof RerankEvent.Used used) {
      return EventText.of(ChatEvent.used(used.usage()));
    } else if (event instanceof RerankEvent.Failed failed) {
      return EventText.of(ChatEvent.failed(failed.error()));
    }
    return "completed";
  }
}
