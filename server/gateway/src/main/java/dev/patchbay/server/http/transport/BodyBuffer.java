package dev.patchbay.server.http.transport;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Gathers a body. Grows with what comes, not with what was announced. */
final class BodyBuffer {
  private static final int FIRST = 4096;

  private final int most;
  private byte[] bytes;
  private int size;

  /**
   * @param announced the body's length, -1 if it is not known
   * @param most bytes that are taken
   */
  BodyBuffer(long announced, int most) {
    this.most = most;
    bytes = new byte[announced < 0 ? FIRST : (int) Math.min(announced, 64 * 1024)];
  }

  /** False: it would be too long. */
  boolean append(ByteBuf piece) {
    int more = piece.readableBytes();
    if (more > most - size) {
      return false;
    }
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(2L * bytes.length, size + more)));
    }
    piece.readBytes(bytes, size, more);
    size += more;
    return true;
  }

  byte[] whole() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
