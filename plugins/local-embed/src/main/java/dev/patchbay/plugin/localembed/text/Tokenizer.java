package dev.patchbay.plugin.localembed.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * WordPiece: a word is the longest piece of the vocabulary that it begins with, then the longest
 * that goes on from there, and so on; one that can't be cut so is unknown. Words that look like
 * marks ({@code [SEP]}) are words like any other. Immutable, thread-safe.
 */
public final class Tokenizer {
  private static final byte[] MODEL = "model".getBytes(US_ASCII);
  private static final byte[] VOCAB = "vocab".getBytes(US_ASCII);
  private static final String FURTHER = "##";

  private final Map<String, Integer> vocabulary;
  private final int unknown;
  private final int begin;
  private final int end;

  private Tokenizer(Map<String, Integer> vocabulary) throws IOException {
    this.vocabulary = vocabulary;
    this.unknown = mark("[UNK]");
    this.begin = mark("[CLS]");
    this.end = mark("[SEP]");
  }

  private int mark(String name) throws IOException {
    Integer token = vocabulary.get(name);
    if (token == null) {
      throw new IOException("the model's vocabulary has no " + name);
    }
    return token;
  }

  /**
   * Reads the vocabulary out of a {@code tokenizer.json}.
   *
   * @throws IOException if it isn't one
   */
  public static Tokenizer read(byte[] tokenizerJson) throws IOException {
    Map<String, Integer> vocabulary = new HashMap<>(65_536);
    try {
      JsonReader json = new JsonReader().over(tokenizerJson, 0, tokenizerJson.length);
      enter(json, MODEL);
      enter(json, VOCAB);
      json.beginObject();
      while (json.nextMember()) {
        vocabulary.put(json.name(), (int) json.integer());
      }
    } catch (JsonException e) {
      throw new IOException("the model's tokenizer.json can't be read: " + e.getMessage(), e);
    }
    return new Tokenizer(vocabulary);
  }

  /** Goes to the value of an object's member, if it has it. */
  private static void enter(JsonReader json, byte[] name) {
    json.beginObject();
    while (json.nextMember() && !json.nameIs(name)) {
      json.skip();
    }
  }

  /**
   * The tokens of a text between the marks for its beginning and its end.
   *
   * @param most once there are more, the rest of the text is not read
   * @param givenUp asked at each word; true: the rest of the text is not read
   */
  public int[] tokens(String text, int most, BooleanSupplier givenUp) {
    Tokens tokens = new Tokens();
    tokens.add(begin);
    new Words(
            word -> {
              pieces(word, tokens);
              return tokens.size <= most && !givenUp.getAsBoolean();
            })
        .read(text);
    tokens.add(end);
    return Arrays.copyOf(tokens.ids, tokens.size);
  }

  private static final class Tokens {
    private int[] ids = new int[64];
    private int size;

    void add(int id) {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, 2 * size);
      }
      ids[size++] = id;
    }
  }

  private void pieces(CharSequence characters, Tokens tokens) {
    String word = characters.toString();
    int before = tokens.size;
    int from = 0;
    do {
      int to = word.length();
      Integer piece = piece(word, from, to);
      while (piece == null && to > from + 1) {
        piece = piece(word, from, --to);
      }
      if (piece == null) {
        tokens.size = before;
        tokens.add(unknown);
        return;
      }
      tokens.add(piece);
      from = to;
    } while (from < word.length());
  }

  private @Nullable Integer piece(String word, int from, int to) {
    String piece = word.substring(from, to);
    return vocabulary.get(from == 0 ? piece : FURTHER + piece);
  }
}
