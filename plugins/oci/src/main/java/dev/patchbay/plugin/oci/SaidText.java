package dev.patchbay.plugin.oci;

/**
 * What has been said so far, kept as a length and a hash: enough to know a text that begins with
 * all of it.
 */
final class SaidText {
  private int length;
  private int hash;
  private int pieces;

  void add(String text) {
    length += text.length();
    hash = hash(hash, text, text.length());
    pieces++;
  }

  /** Whether more than one piece was said: only then is a repetition no coincidence. */
  boolean isLong() {
    return pieces > 1;
  }

  boolean isEmpty() {
    return length == 0;
  }

  boolean begins(String text) {
    return text.length() >= length && hash(0, text, length) == hash;
  }

  /** A text without what has been said, with which it begins. */
  String rest(String text) {
    return text.substring(length);
  }

  private static int hash(int from, String text, int count) {
    int hash = from;
    for (int i = 0; i < count; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }
}
