package dev.patchbay.plugin.localembed;

import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer, made while it is read: a vector with each {@link #next}. Inputs are evaluated one by
 * one, since the quantised model scales what stands together in a batch together: so a vector never
 * depends on its neighbours, and closing stops within one input.
 */
final class Embedding implements Pulled.Source<EmbedEvent> {
  private final MiniLm model;
  private final List<String> texts;
  private final boolean cut;

  private final List<int[]> inputs = new ArrayList<>();
  private int step;
  private long tokens;
  private volatile boolean closed;

  /**
   * @param cut whether texts that are too long are cut
   */
  Embedding(MiniLm model, List<String> texts, boolean cut) {
    this.model = model;
    this.texts = texts;
    this.cut = cut;
  }

  @Override
  public @Nullable EmbedEvent next() throws InterruptedException {
    int now = step++;
    if (now == 0) {
      readAll();
    }
    int vectors = texts.size();
    if (closed || now > vectors + 2) {
      return null;
    } else if (now == 0) {
      return EmbedEvent.started(MiniLm.NAME);
    } else if (now <= vectors) {
      float[] vector = model.vector(inputs.get(now - 1), () -> closed);
      return vector == null ? null : EmbedEvent.vector(now - 1, vector);
    }
    return now == vectors + 1 ? EmbedEvent.used(Usage.of(tokens, 0)) : EmbedEvent.completed();
  }

  /** All inputs are looked at before any is evaluated, so that a bad last one costs nothing. */
  private void readAll() {
    int most = cut ? MiniLm.MOST_TOKENS : MiniLm.MOST_COUNTED;
    for (int i = 0; i < texts.size() && !closed; i++) {
      int[] read = model.tokens(texts.get(i), most, () -> closed);
      if (read.length == MiniLm.MARKS && !closed) {
        throw invalid("inputs[" + i + "] has no words in it");
      }
      if (read.length > MiniLm.MOST_TOKENS && !cut) {
        throw tooLong(i, read.length);
      }
      int[] kept = MiniLm.cut(read);
      tokens += kept.length;
      inputs.add(kept);
    }
  }

  private static ProviderException tooLong(int input, int length) {
    String count = length + (length > MiniLm.MOST_COUNTED ? " tokens or more" : " tokens");
    return invalid(
        "inputs["
            + input
            + "] has "
            + count
            + ", but this model reads at most "
            + MiniLm.MOST_TOKENS
            + " (its two marks included); send shorter ones, or set truncate");
  }

  private static ProviderException invalid(String message) {
    return new ProviderException(ErrorKind.INVALID, message);
  }

  @Override
  public void close() {
    closed = true;
    model.wake();
  }
}
