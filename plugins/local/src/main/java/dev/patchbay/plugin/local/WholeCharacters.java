package dev.patchbay.plugin.local;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Makes text of bytes that are cut anywhere. A character whose last byte never comes is lost: it is
 * none.
 */
final class WholeCharacters {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** The beginning of a character: at most three bytes. */
  private byte[] begun = {};

  /** The characters that are whole by now; perhaps none. */
  String add(byte[] bytes) {
    ByteBuffer in = ByteBuffer.allocate(begun.length + bytes.length).put(begun).put(bytes).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining());
    decoder.reset().decode(in, out, false);
    begun = new byte[in.remaining()];
    in.get(begun);
    return out.flip().toString();
  }
}
