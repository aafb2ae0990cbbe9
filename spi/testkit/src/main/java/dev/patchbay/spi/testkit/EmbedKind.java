package dev.patchbay.spi.testkit;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ProviderError;
import java.nio.FloatBuffer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The events of embeddings.
 *
 * @param inputs how many vectors an answer has
 */
record EmbedKind(int inputs) implements AnswerKind<EmbedEvent> {
  private static final int SHOWN = 4;

  @Override
  public Order<EmbedEvent> order() {
    return new EmbedOrder(inputs);
  }

  @Override
  public EmbedEvent failed(ProviderError error) {
    return EmbedEvent.failed(error);
  }

  @Override
  public @Nullable ProviderError error(EmbedEvent event) {
    return event instanceof EmbedEvent.Failed failed ? failed.error() : null;
  }

  @Override
  public boolean isCompleted(EmbedEvent event) {
    return event instanceof EmbedEvent.Completed;
  }

  @Override
  public String text(EmbedEvent event) {
    return textOf(event);
  }

  /** One line; of a vector the first numbers, and a hash of all. */
  static String textOf(EmbedEvent event) {
    if (event instanceof EmbedEvent.Started started) {
      String model = started.model();
      return "started model=" + (model == null ? "null" : '"' + model + '"');
    } else if (event instanceof EmbedEvent.Vector vector) {
      return "vector " + vector.index() + " " + numbers(vector.values());
    } else if (event instanceof EmbedEvent.Used used) {
      return EventText.of(ChatEvent.used(used.usage()));
    } else if (event instanceof EmbedEvent.Failed failed) {
      return EventText.of(ChatEvent.failed(failed.error()));
    }
    return "completed";
  }

  private static String numbers(FloatBuffer values) {
    int size = values.limit();
    String first =
        IntStream.range(0, Math.min(SHOWN, size))
            .mapToObj(i -> Float.toString(values.get(i)))
            .collect(Collectors.joining(" "));
    int hash = 1;
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + Float.floatToIntBits(values.get(i));
    }
    return "dimensions="
        + size
        + " ["
        + first
        + (size > SHOWN ? " …" : "")
        + "] hash="
        + Integer.toHexString(hash);
  }
}
