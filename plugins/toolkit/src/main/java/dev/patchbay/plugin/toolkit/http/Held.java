package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;

/**
 * Counts what the decoder of one answer keeps until more of it has come, such as a list that comes
 * piece by piece. All of it together is bounded as one event is, in however many places it stands.
 * One for each answer.
 */
public final class Held {
  /** What a thing costs besides its characters. */
  public static final int ENTRY = 64;

  private long size;

  /**
   * More is kept.
   *
   * @throws ProviderException of kind {@link ErrorKind#BAD_RESPONSE} if it is too much
   */
  public void add(long characters) {
    size += characters;
    if (size > Framing.MAX_EVENT) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE,
          "more than " + Framing.MAX_EVENT + " characters of the answer wait for their end");
    }
  }

  /** So much of what was added is kept no longer. */
  public void release(long characters) {
    size -= characters;
  }
}
