package dev.patchbay.server.relay;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Provider;
import java.util.Set;

/**
 * A call as a door hands it over, in no protocol's terms.
 *
 * @param <E> the events of its answer
 */
public sealed interface Request<E> permits ChatRequest, EmbedRequest, RerankRequest {
  /** What kind of answer is wanted. */
  enum Operation {
    CHAT,
    EMBED,
    RERANK
  }

  Operation operation();

  Terms terms();

  /** The name asked for. */
  String model();

  /** Where gRPC's requests have what stands at this path in the call. */
  default String field(String path) {
    return path;
  }

  /** Whether the caller wants the answer as it comes. */
  default boolean isStreamed() {
    return false;
  }

  /** Features that a target can't do without. */
  Set<String> needs();

  /** The caller's dialect. */
  String dialect();

  /**
   * Has a provider translate the call.
   *
   * @param name the provider's
   * @param model the name under which the target serves the model
   */
  Answer<E> translate(Provider provider, String name, String model);

  /** How such an answer ends. */
  Endings<E> endings();
}
