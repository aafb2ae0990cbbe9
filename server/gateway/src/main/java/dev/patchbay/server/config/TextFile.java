package dev.patchbay.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files of bounded size, in strict UTF-8. */
final class TextFile {
  private TextFile() {}

  /** The bytes are not UTF-8. */
  static final class NotUtf8Exception extends CharacterCodingException {
    private static final long serialVersionUID = 1L;

    private final String before;

    NotUtf8Exception(String before) {
      this.before = before;
    }

    /** The text up to the first bad byte. */
    String before() {
      return before;
    }
  }

  /** The file has more bytes than are allowed. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int limit;

    TooLargeException(int limit) {
      this.limit = limit;
    }

    int limit() {
      return limit;
    }
  }

  static String read(Path path, int limit) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new TooLargeException(limit);
      }
      return decode(bytes);
    }
  }

  /** What to say after the file's name; names no path again. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "does not exist";
      case AccessDeniedException _ -> "may not be read by this user";
      case NotUtf8Exception _ -> "is not UTF-8";
      case TooLargeException large -> "is larger than " + large.limit() + " bytes";
      default -> "cannot be read: " + e.getMessage();
    };
  }

  private static String decode(byte[] bytes) throws NotUtf8Exception {
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (result.isError()) {
      throw new NotUtf8Exception(text.toString());
    }
    return text.toString();
  }
}
