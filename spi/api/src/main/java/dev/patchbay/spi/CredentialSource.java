package dev.patchbay.spi;

import java.time.Instant;

/**
 * Fetches a credential that expires: a token, a set of temporary keys.
 *
 * @param <C> the credential; immutable
 */
@FunctionalInterface
public interface CredentialSource<C> {
  /**
   * Fetches a fresh credential. May block: runs on a virtual thread of the server's, one at a time
   * for each source, ahead of need, again with growing pauses after a failure.
   *
   * @throws Exception with a message that names the cause, never the secret
   */
  Fetched<C> fetch() throws Exception;

  /**
   * A credential and its life.
   *
   * @param refreshAt when to fetch the next one; the server adds a little jitter towards the past
   * @param expiresAt from when on it is of no use
   */
  record Fetched<C>(C value, Instant refreshAt, Instant expiresAt) {}
}
