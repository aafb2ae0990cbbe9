package dev.patchbay.server.relay;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.RerankEvent;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How an answer ends, whatever its events are.
 *
 * @param isWhole whether this event says that the answer is whole
 * @param isFailed whether this event says that it failed
 * @param failed makes such an event
 */
record Endings<E>(Predicate<E> isWhole, Predicate<E> isFailed, Function<ProviderError, E> failed) {
  static final Endings<ChatEvent> CHAT =
      new Endings<>(
          ChatEvent.Completed.class::isInstance,
          ChatEvent.Failed.class::isInstance,
          ChatEvent::failed);

  static final Endings<EmbedEvent> EMBED =
      new Endings<>(
          EmbedEvent.Completed.class::isInstance,
          EmbedEvent.Failed.class::isInstance,
          EmbedEvent::failed);

  static final Endings<RerankEvent> RERANK =
      new Endings<>(
          RerankEvent.Completed.class::isInstance,
          RerankEvent.Failed.class::isInstance,
          RerankEvent::failed);

  boolean isTerminal(E event) {
    return isWhole.test(event) || isFailed.test(event);
  }
}
