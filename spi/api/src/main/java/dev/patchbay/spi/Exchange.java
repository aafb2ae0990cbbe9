package dev.patchbay.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * "Send this, decode with that": one HTTP request and the decoder of its response. Made anew for
 * each attempt.
 *
 * @param <E> the events of the answer
 */
public final class Exchange<E> implements Answer<E> {
  private final Outbound request;
  private final Decoder<E> decoder;
  private final List<String> dropped;
  private final @Nullable String dialect;

  private Exchange(
      Outbound request, Decoder<E> decoder, List<String> dropped, @Nullable String dialect) {
    this.request = request;
    this.decoder = decoder;
    this.dropped = dropped;
    this.dialect = dialect;
  }

  public static <E> Exchange<E> of(Outbound request, Decoder<E> decoder) {
    return new Exchange<>(request, decoder, List.of(), null);
  }

  /**
   * The same, whose decoder hands on the service's own frames ({@link Decoder.Sink#frame}). Only
   * for a service whose frames a client of that dialect takes as they are.
   *
   * @param dialect as in {@link Origin#dialect}
   */
  public Exchange<E> framed(String dialect) {
    return new Exchange<>(request, decoder, dropped, dialect);
  }

  /**
   * The same, telling what the caller said and this request does not. The server refuses the call
   * or warns the caller, by the caller's own policy.
   *
   * @param paths where it stood in the call: {@code sampling.top_k}, {@code messages[2].parts[0]}
   */
  public Exchange<E> dropped(List<String> paths) {
    return new Exchange<>(request, decoder, List.copyOf(paths), dialect);
  }

  public Outbound request() {
    return request;
  }

  public Decoder<E> decoder() {
    return decoder;
  }

  public List<String> dropped() {
    return dropped;
  }

  /** The dialect of the frames; null: there are none. */
  public @Nullable String dialect() {
    return dialect;
  }
}
