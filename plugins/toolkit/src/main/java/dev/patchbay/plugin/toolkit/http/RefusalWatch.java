package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.ResponseHead;

/**
 * A decoder that tells when the service does not take the credential of its request (401), so that
 * another one is fetched.
 *
 * @param <E> the events of the answer
 */
public final class RefusalWatch<E> implements Decoder<E> {
  private final Decoder<E> decoder;
  private final Runnable refused;

  public RefusalWatch(Decoder<E> decoder, Runnable refused) {
    this.decoder = decoder;
    this.refused = refused;
  }

  @Override
  public void head(ResponseHead head, Sink<E> out) {
    if (head.status() == 401) {
      refused.run();
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
