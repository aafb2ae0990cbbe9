package dev.patchbay.plugin.azure;

import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Secret;
import java.util.List;

/** How the calls of an endpoint are let in. */
@FunctionalInterface
interface Access {
  /**
   * What one call needs.
   *
   * @param header name and value
   * @param secret never let through into a message, should the service quote it
   * @param refused to be told if the service refuses it
   */
  record Pass(List<String> header, Secret secret, Runnable refused) {}

  /**
   * The pass to use now.
   *
   * @throws ProviderException if there is none
   */
  Pass pass();

  /** By key. */
  static Access key(Secret key) {
    var pass = new Pass(List.of("api-key", key.reveal()), key, () -> {});
    return () -> pass;
  }

  /** By a token that is kept fresh. */
  static Access token(Credentials<Secret> tokens) {
    return () -> {
      Secret token = tokens.current();
      List<String> header = List.of("authorization", "Bearer " + token.reveal());
      return new Pass(header, token, () -> tokens.rejected(token));
    };
  }
}
