package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a candidate's text.
 *
 * @param start the first byte of its UTF-8
 * @param end the byte after the last; -1: it is not told where
 * @param words the stretch itself; null: not told
 */
record Stretch(int start, int end, @Nullable String words) {
  static final Stretch NONE = new Stretch(0, -1, null);

  /** Reads {@code segment}. */
  static Stretch read(JsonReader json) {
    int start = 0;
    int end = -1;
    String words = null;
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "startIndex" -> start = (int) json.integer();
        case "endIndex" -> end = (int) json.integer();
        case "text" -> words = json.string();
        default -> json.skip();
      }
    }
    return new Stretch(start, end, words);
  }

  /**
   * The first code point and the one after the last, null if it is not in the text where it should
   * be: the services' counts are off now and then, so the words decide where they are told.
   */
  int @Nullable [] in(CharSequence text) {
    int from = charAt(text, start);
    int to = end < 0 ? -1 : charAt(text, end);
    boolean there = from >= 0 && to > from;
    if (words != null && !(there && words.contentEquals(text.subSequence(from, to)))) {
      from = text.toString().indexOf(words);
      to = from + words.length();
      there = from >= 0 && to > from;
    }
    return there ? new int[] {codePoints(text, from), codePoints(text, to)} : null;
  }

  private static int codePoints(CharSequence text, int to) {
    return Character.codePointCount(text, 0, to);
  }

  /** The character that begins at a byte; -1 if none does. */
  private static int charAt(CharSequence text, int target) {
    int bytes = 0;
    int at = 0;
    while (at < text.length() && bytes < target) {
      int codePoint = Character.codePointAt(text, at);
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      at += Character.charCount(codePoint);
    }
    return bytes == target ? at : -1;
  }
}
