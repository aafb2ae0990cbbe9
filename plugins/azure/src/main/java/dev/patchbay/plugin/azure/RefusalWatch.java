package dev.patchbay.plugin.azure;

import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.ResponseHead;

/** Tells that a token was refused, when the status says so; else lets all pass. */
final class RefusalWatch<E> implements Decoder<E> {
  private final Decoder<E> decoder;
  private final Runnable refused;

  RefusalWatch(Decoder<E> decoder, Runnable refused) {
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
