package dev.patchbay.plugin.toolkit.http;

import java.util.Arrays;

/** Bytes gathered over several reads, up to a bound. It grows as they come. */
final class ByteBuilder {
  /** A larger array is let go with what it held, since most events are small. */
  private static final int MOST_KEPT = 64 * 1024;

  private static final byte[] NONE = new byte[0];

  private final int bound;
  private byte[] bytes = NONE;
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

  /** Forgets all; a large array that {@link #bytes()} gave is the caller's alone from here on. */
  void clear() {
    size = 0;
    if (bytes.length > MOST_KEPT) {
      bytes = NONE;
    }
  }
}
