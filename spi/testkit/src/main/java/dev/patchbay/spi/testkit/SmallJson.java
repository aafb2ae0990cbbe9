package dev.patchbay.spi.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.RawBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A small JSON reader for what tests look into: objects are maps, arrays lists, numbers their text
 * as {@link Numeral}. Slow and strict enough.
 */
public final class SmallJson {
  /** A number, by its text. */
  public record Numeral(String text) {}

  private final String text;
  private int at;

  private SmallJson(String text) {
    this.text = text;
  }

  /**
   * Reads a document.
   *
   * @return a {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@link Numeral},
   *     {@code Boolean} or null
   * @throws IllegalArgumentException if it is not JSON
   */
  public static @Nullable Object read(String text) {
    SmallJson json = new SmallJson(text);
    Object value = json.value();
    json.blanks();
    if (json.at < text.length()) {
      throw json.bad("more text");
    }
    return value;
  }

  /** Reads an object. */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> object(String text) {
    Object value = read(text);
    if (!(value instanceof Map)) {
      throw new IllegalArgumentException("not a JSON object: " + text);
    }
    return (Map<String, @Nullable Object>) value;
  }

  /** The places of an object's own members among its bytes. */
  static List<RawBody.Member> members(byte[] object) {
    // One character for each byte, so that a place in the text is one among the bytes.
    SmallJson json = new SmallJson(new String(object, ISO_8859_1));
    List<RawBody.Member> members = new ArrayList<>();
    json.blanks();
    json.expect('{');
    while (!json.closes('}', members.isEmpty())) {
      json.blanks();
      int from = json.at;
      json.string();
      String name = (String) read(new String(object, from, json.at - from, UTF_8));
      json.blanks();
      json.expect(':');
      json.blanks();
      int value = json.at;
      json.value();
      members.add(new RawBody.Member(Objects.requireNonNull(name), from, value, json.at));
    }
    return members;
  }

  private @Nullable Object value() {
    blanks();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    while (!closes('}', members.isEmpty())) {
      blanks();
      String name = string();
      blanks();
      expect(':');
      members.put(name, value());
    }
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    while (!closes(']', elements.isEmpty())) {
      elements.add(value());
    }
    return elements;
  }

  private boolean closes(char closing, boolean first) {
    blanks();
    if (peek() == closing) {
      at++;
      return true;
    }
    if (!first) {
      expect(',');
    }
    return false;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      out.append(c == '\\' ? escape() : c);
    }
    at++;
    return out.toString();
  }

  private char escape() {
    char c = peek();
    at++;
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> c;
    };
  }

  private Numeral number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == from) {
      throw bad("no value");
    }
    return new Numeral(text.substring(from, at));
  }

  private <T> @Nullable T word(String word, @Nullable T value) {
    if (!text.startsWith(word, at)) {
      throw bad("no value");
    }
    at += word.length();
    return value;
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw bad("unfinished");
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw bad("expected '" + c + "'");
    }
    at++;
  }

  private IllegalArgumentException bad(String problem) {
    return new IllegalArgumentException(problem + " at " + at + " of JSON: " + text);
  }
}
