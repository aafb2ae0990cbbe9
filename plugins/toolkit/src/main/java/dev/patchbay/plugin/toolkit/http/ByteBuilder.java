package dev.patchbay.plugin.toolkit.http;

import java.util.Arrays;

/** Bytes gathered over several reads, up to a bound. */
final class ByteBuilder {
  private final int bound;
  private byte[] bytes = new byte[0];
  private int size;

  ByteBuilder(int bound) {
    this.bound = bound;
  }

  /** Appends as much as the bound allows; false if that was not all. */
  boolean append(byte[] from, int offset, int length) {
    int taken = Math.min(length, bound - size);
    if (bytes.length - size < taken) {
      bytes = Arrays.copyOf(bytes, Math.min(bound, Math.max(size + taken, 2 * bytes.length)));
    }
    System.arraycopy(from, offset, bytes, size, taken);
    size += taken;
    return taken == length;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }
}
