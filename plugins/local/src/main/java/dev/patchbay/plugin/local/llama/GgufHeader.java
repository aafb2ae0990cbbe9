package dev.patchbay.plugin.local.llama;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Checks the first bytes of a model file. llama.cpp would check them, too, but writes what is wrong
 * with them straight to stderr, past its own log.
 */
final class GgufHeader {
  /** Magic, version, number of tensors, number of metadata. */
  private static final int LENGTH = 4 + 4 + 8 + 8;

  private static final int OLDEST = 2;
  private static final int NEWEST = 3;

  private GgufHeader() {}

  static void check(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(LENGTH);
    }
    if (head.length < LENGTH) {
      throw new IOException(file + " is no GGUF file: it has only " + head.length + " bytes");
    }
    String magic = new String(head, 0, 4, StandardCharsets.ISO_8859_1);
    if (!magic.equals("GGUF")) {
      throw new IOException(
          file
              + " is no GGUF file: it begins with the bytes "
              + HexFormat.ofDelimiter(" ").formatHex(head, 0, 4)
              + " instead of GGUF");
    }
    int version = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    if (version < OLDEST || version > NEWEST) {
      throw new IOException(
          file + " is GGUF of version " + version + "; this llama.cpp reads 2 and 3");
    }
  }
}
