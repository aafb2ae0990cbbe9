package dev.patchbay.spi;

/**
 * A credential that the server keeps fresh. Thread-safe, never blocks.
 *
 * @param <C> the credential
 */
public interface Credentials<C> {
  /**
   * The credential to use now.
   *
   * @throws ProviderException of kind {@link ErrorKind#AUTH} if there is none yet or it has expired
   */
  C current();

  /**
   * Tells that the provider's service refused this credential; an early refresh is started unless a
   * newer one is there.
   */
  void rejected(C value);
}
