package dev.patchbay.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * "Pull from this stream": for a model in the process or a vendor's own library.
 *
 * @param <E> the events of the answer
 */
public final class Pulled<E> implements Answer<E> {
  /**
   * A stream of events, read by one thread of the server's own that may block: a virtual thread, or
   * a platform thread if the plugin's descriptor says {@code native: true}, since native code pins
   * a virtual thread's carrier.
   */
  public interface Source<E> extends AutoCloseable {
    /**
     * The next event; blocks until there is one. Not called while the caller isn't ready to take
     * more. An answer ends with its terminal event; a null before that is a truncated answer.
     *
     * @throws ProviderException to end the answer with an error of a chosen kind; anything else is
     *     the provider's own fault
     */
    @Nullable E next() throws Exception;

    /**
     * Ends the stream. Called exactly once, from any thread and at any time, also while {@link
     * #next} blocks, which must then return or throw soon. Never blocks for long.
     */
    @Override
    void close();
  }

  private final Source<E> source;
  private final List<String> dropped;

  private Pulled(Source<E> source, List<String> dropped) {
    this.source = source;
    this.dropped = dropped;
  }

  /**
   * Nothing may run before the first {@link Source#next}: a refused call closes the source without
   * ever reading it.
   */
  public static <E> Pulled<E> of(Source<E> source) {
    return new Pulled<>(source, List.of());
  }

  /** See {@link Exchange#dropped(List)}. */
  public Pulled<E> dropped(List<String> paths) {
    return new Pulled<>(source, List.copyOf(paths));
  }

  public Source<E> source() {
    return source;
  }

  public List<String> dropped() {
    return dropped;
  }
}
