package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;

/**
 * What decoders of answers that are never streamed share.
 *
 * @param <E> the events of the answer
 */
public abstract class WholeDecoder<E> extends BodyDecoder<E> {
  private final String what;

  /**
   * @param mostBytes of an answer
   * @param what an answer is: {@code list of embeddings}
   */
  protected WholeDecoder(int mostBytes, ErrorSource errors, String what) {
    super(mostBytes, errors);
    this.what = what;
  }

  @Override
  protected final void event(String name, byte[] buffer, int offset, int length) {
    throw bad("it is a stream");
  }

  @Override
  protected final void streamEnd() {}

  /** The answer isn't what it should be. */
  protected final ProviderException bad(String problem) {
    return new ProviderException(
        ErrorKind.BAD_RESPONSE, "the answer is no " + what + ": " + problem);
  }
}
