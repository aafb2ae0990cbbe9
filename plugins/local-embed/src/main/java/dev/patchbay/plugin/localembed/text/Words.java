package dev.patchbay.plugin.localembed.text;

import java.text.Normalizer;
import java.util.function.Predicate;

/**
 * Cuts a text into words as BERT's uncased models have them: without accents, in lower case, cut at
 * white space; each punctuation character and each Chinese character is a word of its own. In one
 * pass and in constant memory, however long the text is.
 */
final class Words {
  /** Longer words are no word of any vocabulary; what they hold does not matter. */
  static final int MOST_CHARACTERS = 100;

  /** Takes words; false: no more are wanted. */
  private final Predicate<CharSequence> taker;

  private final StringBuilder word = new StringBuilder();
  private int characters;
  private boolean wanted = true;

  Words(Predicate<CharSequence> taker) {
    this.taker = taker;
  }

  /** Hands on the words of a text, in order. A word that is too long is handed on empty. */
  void read(String text) {
    for (int i = 0; i < text.length() && wanted; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        ascii(c);
      } else {
        other(c);
      }
    }
    end();
  }

  private void ascii(int c) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      end();
    } else if (c > ' ' && c < 0x7F) {
      letter(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
  }

  private void other(int c) {
    if (isNothing(c)) {
      return;
    }
    if (isSpace(c)) {
      end();
    } else if (isChinese(c)) {
      end();
      decomposed(c);
      end();
    } else {
      decomposed(c);
    }
  }

  private void decomposed(int c) {
    Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD)
        .codePoints()
        .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
        .map(Character::toLowerCase)
        .forEach(this::letter);
  }

  private void letter(int c) {
    if (isPunctuation(c)) {
      end();
      add(c);
      end();
    } else {
      add(c);
    }
  }

  private void add(int c) {
    if (characters++ < MOST_CHARACTERS) {
      word.appendCodePoint(c);
    }
  }

  private void end() {
    if (characters > 0 && wanted) {
      wanted = taker.test(characters > MOST_CHARACTERS ? "" : word);
    }
    word.setLength(0);
    characters = 0;
  }

  /** Control and format characters, and code points that mean nothing: they vanish. */
  private static boolean isNothing(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> c == 0xFFFD;
    };
  }

  private static boolean isSpace(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static boolean isPunctuation(int c) {
    if (c < 0x80) {
      return c < '0' || (c > '9' && c < 'a') || c > 'z';
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** The blocks that BERT's authors named; later ones are not among them. */
  private static boolean isChinese(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B73F)
        || (c >= 0x2B740 && c <= 0x2B81F)
        || (c >= 0x2B920 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }
}
