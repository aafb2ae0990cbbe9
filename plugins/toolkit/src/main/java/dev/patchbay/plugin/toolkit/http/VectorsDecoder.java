package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What decoders of embeddings share where vectors come in the order of their inputs. */
public abstract class VectorsDecoder extends WholeDecoder<EmbedEvent> {
  private final int inputs;
  private final List<float[]> vectors = new ArrayList<>();

  /**
   * @param inputs how many vectors there must be
   */
  protected VectorsDecoder(int mostBytes, ErrorSource errors, int inputs) {
    super(mostBytes, errors, "list of embeddings");
    this.inputs = inputs;
  }

  @Override
  protected final EmbedEvent failed(ProviderError error) {
    return EmbedEvent.failed(error);
  }

  /** Takes the next vector, which must be as long as the first. */
  protected final void add(float[] vector) {
    if (vectors.size() == inputs) {
      throw bad("it has more vectors than the " + inputs + " that were asked for");
    }
    int first = vectors.isEmpty() ? vector.length : vectors.get(0).length;
    if (vector.length != first || first == 0) {
      throw bad("a vector has " + vector.length + " numbers, the first " + first);
    }
    vectors.add(vector);
  }

  /** Says the whole answer, if it has all vectors. */
  protected final void say(@Nullable String model, @Nullable Usage usage) {
    if (vectors.size() != inputs) {
      throw bad("it has " + vectors.size() + " vectors for " + inputs + " inputs");
    }
    emit(EmbedEvent.started(model));
    for (int i = 0; i < inputs; i++) {
      emit(EmbedEvent.vector(i, vectors.get(i)));
    }
    if (usage != null) {
      emit(EmbedEvent.used(usage));
    }
    last(EmbedEvent.completed());
  }
}
