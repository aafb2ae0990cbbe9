package dev.patchbay.spi;

import java.net.URI;
import java.util.List;

/**
 * One endpoint's translator. Immutable and thread-safe: every event loop of the server calls it at
 * once. It holds no thread, no socket and no state of a call.
 */
public interface Provider extends AutoCloseable {
  /**
   * Every origin ({@code scheme://host:port}, no path) that this provider will ever talk to,
   * constant for its life; empty if all its answers are {@link Pulled}. The server connects to no
   * other, and a credential never leaves them. The scheme is {@code http} or {@code https}.
   */
  List<URI> origins();

  /**
   * What is known about a model as data: no I/O, never fails. {@link Capabilities#UNKNOWN} for a
   * model that the provider does not know.
   *
   * @param model the name under which this endpoint serves it
   */
  Capabilities capabilities(String model);

  /**
   * Translates a call. Called on an event loop for each attempt: uses CPU only, never blocks.
   *
   * @throws ProviderException if the call can't be expressed or no credential is at hand; nothing
   *     was sent
   */
  Answer<ChatEvent> chat(ChatCall call);

  /**
   * Translates a call for embeddings; as {@link #chat}.
   *
   * @throws ProviderException as for {@link #chat}; of kind {@link ErrorKind#UNSUPPORTED} if this
   *     provider has no embeddings
   */
  default Answer<EmbedEvent> embed(EmbedCall call) {
    throw new ProviderException(ErrorKind.UNSUPPORTED, "this provider has no embeddings");
  }

  /**
   * Translates a call that ranks documents; as {@link #chat}.
   *
   * @throws ProviderException as for {@link #chat}; of kind {@link ErrorKind#UNSUPPORTED} if this
   *     provider ranks none
   */
  default Answer<RerankEvent> rerank(RerankCall call) {
    throw new ProviderException(ErrorKind.UNSUPPORTED, "this provider ranks no documents");
  }

  /**
   * Gets ready: loads a model, checks what must be installed. Called once after creation on a
   * thread of the server's own that may block; calls reach the provider only after it has returned.
   * {@link #close} comes only after it has ended.
   *
   * @throws Exception with a message that tells the operator what to do; the endpoint then takes no
   *     calls and shows the message
   */
  default void warmUp() throws Exception {}

  /**
   * Called once, after the last call of this provider has ended. Must leave nothing behind: no
   * thread, no native memory.
   */
  @Override
  default void close() {}
}
