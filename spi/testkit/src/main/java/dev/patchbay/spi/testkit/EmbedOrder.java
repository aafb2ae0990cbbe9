package dev.patchbay.spi.testkit;

import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.Usage;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks the order rules of {@link EmbedEvent} as events come. One for each answer. */
final class EmbedOrder implements AnswerKind.Order<EmbedEvent> {
  private final int inputs;
  private final Set<Integer> vectors = new TreeSet<>();
  private int dimensions = -1;
  private @Nullable Usage usage;
  private int count;
  private @Nullable EmbedEvent terminal;

  EmbedOrder(int inputs) {
    this.inputs = inputs;
  }

  @Override
  public void event(EmbedEvent event) {
    require(terminal == null, event, "comes after the terminal event " + terminal);
    if (event instanceof EmbedEvent.Started) {
      require(count == 0, event, "isn't the first event");
    } else if (event instanceof EmbedEvent.Vector vector) {
      vector(vector);
    } else if (event instanceof EmbedEvent.Used used) {
      used(used);
    } else {
      terminal(event);
    }
    count++;
  }

  private void vector(EmbedEvent.Vector vector) {
    int index = vector.index();
    require(index >= 0 && index < inputs, vector, "is for none of the " + inputs + " inputs");
    require(vectors.add(index), vector, "is the second for its input");
    require(vector.values().position() == 0, vector, "does not begin at position 0");
    int length = vector.values().limit();
    require(length > 0, vector, "is empty");
    require(dimensions < 0 || dimensions == length, vector, "is not " + dimensions + " long");
    dimensions = length;
  }

  private void used(EmbedEvent.Used used) {
    Usage last = usage;
    usage = used.usage();
    require(usage.input() >= 0 && usage.output() >= 0, used, "is negative");
    require(last == null || usage.input() >= last.input(), used, "is less than before");
  }

  private void terminal(EmbedEvent event) {
    boolean failed = event instanceof EmbedEvent.Failed;
    String all = "comes with vectors for inputs " + vectors + " of " + inputs;
    require(failed || vectors.size() == inputs, event, all);
    terminal = event;
  }

  private void require(boolean holds, EmbedEvent event, String problem) {
    if (!holds) {
      throw new AssertionError("event " + count + " " + problem + ": " + EmbedKind.textOf(event));
    }
  }
}
