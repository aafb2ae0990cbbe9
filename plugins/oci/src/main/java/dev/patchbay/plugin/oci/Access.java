package dev.patchbay.plugin.oci;

import dev.patchbay.plugin.oci.auth.RequestSignature;
import dev.patchbay.plugin.oci.auth.SigningKey;
import dev.patchbay.plugin.toolkit.http.RefusalWatch;
import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.ProviderException;

/** How requests show who asks. */
sealed interface Access {
  /**
   * An exchange whose request shows it.
   *
   * @throws ProviderException if there is no key at hand
   */
  <E> Exchange<E> exchange(Outbound request, Decoder<E> decoder);

  /** By a key of the Generative AI service, which stands in the headers already. */
  record Bearer() implements Access {
    @Override
    public <E> Exchange<E> exchange(Outbound request, Decoder<E> decoder) {
      return Exchange.of(request, decoder);
    }
  }

  /**
   * By a signature of Oracle's IAM.
   *
   * @param host as the request's header of this name says it
   */
  record Signed(Credentials<SigningKey> keys, String host) implements Access {
    @Override
    public <E> Exchange<E> exchange(Outbound request, Decoder<E> decoder) {
      SigningKey key = keys.current();
      return Exchange.of(
          request.signedBy(new RequestSignature(key, host)),
          new RefusalWatch<>(decoder, () -> keys.rejected(key)));
    }
  }
}
