package dev.patchbay.server.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.server.door.Texts;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.RawBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request's body under reading. What is not of the expected type is refused with its path, the
 * expected type and what was found. An explicit null is as good as an absent member.
 */
public final class Body {
  private static final int MOST_MEMBERS = 1024;
  private static final int MOST_ELEMENTS = 100_000;

  private final byte[] bytes;
  private final JsonReader json = new JsonReader();

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a body.
   *
   * @throws FaultException if it is no JSON, or if the reading refuses it
   */
  public static <T> T read(byte[] bytes, Function<Body, T> reading) {
    var body = new Body(bytes);
    try {
      return reading.apply(body);
    } catch (JsonException e) {
      throw refused("body", "must be well-formed JSON: " + e.getMessage());
    }
  }

  /** The members of the object that the whole body is, each checked to be well-formed. */
  public RawBody members() {
    json.over(bytes, 0, bytes.length);
    if (json.peek() != '{') {
      throw refused("body", "must be a JSON object");
    }
    var members = new ArrayList<RawBody.Member>(16);
    Set<String> names = new HashSet<>(32);
    json.beginObject();
    while (json.nextMember()) {
      String name = json.name();
      if (!names.add(name)) {
        throw refused(Texts.cut(name, 64), "must not be there twice");
      }
      if (names.size() > MOST_MEMBERS) {
        throw refused("body", "must have at most " + MOST_MEMBERS + " members");
      }
      int from = json.namePosition();
      json.peek();
      int value = json.position();
      json.skip();
      members.add(new RawBody.Member(name, from, value, json.position()));
    }
    json.end();
    return new RawBody(bytes, members);
  }

  /**
   * Reads the members that are not null.
   *
   * @param reader reads the member of this name; false: the neutral call has no component for it,
   *     or not for all of it
   * @return the members that were refused, as the caller wrote them
   */
  public Extra read(RawBody raw, Predicate<String> reader) {
    var carried = new StringBuilder();
    for (RawBody.Member member : raw.members()) {
      at(member);
      if (!takeNull() && !reader.test(member.name())) {
        carried.append(carried.isEmpty() ? "" : ",").append(text(member));
      }
    }
    return Extra.of(carried.toString());
  }

  /** Goes to a member's value. */
  public void at(RawBody.Member member) {
    json.position(member.value());
  }

  /** A member's text, as the caller wrote it: name and value. */
  public String text(RawBody.Member member) {
    return new String(bytes, member.from(), member.to() - member.from(), UTF_8);
  }

  /** Passes a null; false: the next value is another one. */
  public boolean takeNull() {
    return json.takeNull();
  }

  /** Whether the next value is of this kind: one of {@code "} {@code [} <code>{</code>. */
  public boolean is(char first) {
    return json.peek() == first;
  }

  public @Nullable String string(String path) {
    return orNull('"', path, "a string", json::string);
  }

  public @Nullable Double number(String path) {
    return isNumber() ? (Double) Double.parseDouble(json.number()) : nothing(path, "a number");
  }

  /** A whole number of at most a long's range. */
  public @Nullable Long integer(String path) {
    if (!isNumber()) {
      return nothing(path, "a whole number");
    }
    String digits = json.number();
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      double value = Double.parseDouble(digits);
      if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
        return (long) value;
      }
      throw refused(path, "must be a whole number, not " + Texts.cut(digits, 64));
    }
  }

  /** A whole number in a range. */
  public @Nullable Integer integer(String path, int least, int most) {
    Long value = integer(path);
    if (value == null) {
      return null;
    }
    if (value < least || value > most) {
      throw refused(
          path, "must be a whole number from %d to %d, not %d".formatted(least, most, value));
    }
    return value.intValue();
  }

  /** A number in a range. */
  public @Nullable Double number(String path, double least, double most) {
    Double value = number(path);
    if (value != null && !(value >= least && value <= most)) {
      throw refused(path, "must be a number from %s to %s, not %s".formatted(least, most, value));
    }
    return value;
  }

  private boolean isNumber() {
    int next = json.peek();
    return next == '-' || (next >= '0' && next <= '9');
  }

  public @Nullable Boolean bool(String path) {
    int next = json.peek();
    return next == 't' || next == 'f' ? (Boolean) json.bool() : nothing(path, "true or false");
  }

  /** Where the next value begins. */
  public int mark() {
    json.peek();
    return json.position();
  }

  /** Goes back to where a value begins. */
  public void back(int mark) {
    json.position(mark);
  }

  /** The very text of the value that was just read and that began at the mark. */
  public String textSince(int mark) {
    return new String(bytes, mark, json.position() - mark, UTF_8);
  }

  /** The value's very text, whatever it is. */
  public String raw() {
    return json.raw();
  }

  /** An object's very text. */
  public @Nullable String object(String path) {
    return orNull('{', path, "an object", json::raw);
  }

  private <T> @Nullable T orNull(char first, String path, String expected, Supplier<T> reading) {
    return json.peek() == first ? reading.get() : nothing(path, expected);
  }

  private <T> @Nullable T nothing(String path, String expected) {
    if (json.takeNull()) {
      return null;
    }
    throw refused(path, "must be " + expected + ", not " + Texts.cut(json.raw(), 64));
  }

  /** Takes a member's value; must read or skip it. */
  @FunctionalInterface
  public interface MemberTaker {
    void take(String name);
  }

  /**
   * Reads an object's members.
   *
   * @return whether there was one, and not null
   */
  public boolean object(String path, MemberTaker taker) {
    if (json.peek() != '{') {
      nothing(path, "an object");
      return false;
    }
    json.beginObject();
    while (json.nextMember()) {
      taker.take(json.name());
    }
    return true;
  }

  /**
   * Reads a list's elements.
   *
   * @param taker must read or skip the element; hears its number
   * @return whether there was one, and not null
   */
  public boolean list(String path, ObjIntConsumer<String> taker) {
    if (json.peek() != '[') {
      nothing(path, "a list");
      return false;
    }
    int index = 0;
    json.beginArray();
    while (json.nextElement()) {
      if (index == MOST_ELEMENTS) {
        throw refused(path, "must have at most " + MOST_ELEMENTS + " elements");
      }
      taker.accept(path + "[" + index + "]", index);
      index++;
    }
    return true;
  }

  public void skip() {
    json.skip();
  }

  /** A list of strings; empty if it is null. */
  public List<String> strings(String path) {
    var texts = new ArrayList<String>();
    list(
        path,
        (at, i) -> {
          String text = string(at);
          if (text == null) {
            throw refused(at, "must be a string, not null");
          }
          texts.add(text);
        });
    return texts;
  }

  /** Refuses the request. */
  public static FaultException refused(String path, String expected) {
    return new FaultException(
        Fault.invalid(Reason.INVALID_REQUEST, List.of(new Violation(path, expected))));
  }
}
