package dev.patchbay.plugin.oci;

import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.ResponseHead;

/**
 * A decoder that tells whoever lent the credential when the service refuses it.
 *
 * @param <E> the events of the answer
 */
record Rejecting<E>(Decoder<E> decoder, Runnable rejected) implements Decoder<E> {
  private static final int UNAUTHORIZED = 401;

  @Override
  public void head(ResponseHead head, Sink<E> out) {
    if (head.status() == UNAUTHORIZED) {
      rejected.run();
    }
    decoder.head(head, out);
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length, Sink<E> out) {
    decoder.bytes(buffer, offset, length, out);
  }

  @Override
  public void end(boolean whole, Sink<E> out) {
    decoder.end(whole, out);
  }
}
