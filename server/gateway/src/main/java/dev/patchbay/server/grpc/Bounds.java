package dev.patchbay.server.grpc;

import com.google.protobuf.Duration;
import dev.patchbay.server.door.Texts;
import java.util.List;

/**
 * The kinds of bounds that {@code proto/README.md} explains. Each reports at most one violation.
 */
final class Bounds {
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private Bounds() {}

  /** Required; said of a text, or of whatever else is there or not. */
  static void required(Violations at, String field, boolean present) {
    if (!present) {
      at.invalid(field, "is not set; it is required");
    }
  }

  static void required(Violations at, String field, String value) {
    required(at, field, !value.isEmpty());
  }

  /** Required of a oneof. */
  static void requiredOneOf(Violations at, String oneof, boolean present, String members) {
    if (!present) {
      at.invalid(oneof, "is not set; set one of " + members);
    }
  }

  /** Length in code points. */
  static void atMost(Violations at, String field, String value, int max) {
    // No text has more code points than chars.
    if (value.length() > max && value.codePointCount(0, value.length()) > max) {
      int found = value.codePointCount(0, value.length());
      at.invalid(field, "has " + found + " characters; allowed: at most " + max);
    }
  }

  /** A pattern, of which the caller has looked whether the value matches. */
  static void pattern(Violations at, String field, String value, boolean matches, String pattern) {
    if (!matches) {
      at.invalid(field, "is " + Texts.quote(value) + "; allowed: " + pattern);
    }
  }

  /** Required with a pattern, which no empty text matches. */
  static void requiredPattern(
      Violations at, String field, String value, boolean matches, String pattern) {
    if (value.isEmpty()) {
      required(at, field, false);
    } else {
      pattern(at, field, value, matches, pattern);
    }
  }

  /** A JSON object; nothing at all is fine. */
  static void jsonObject(Violations at, String field, String value) {
    if (!value.isEmpty()) {
      requiredJsonObject(at, field, value);
    }
  }

  static void requiredJsonObject(Violations at, String field, String value) {
    int error = JsonSyntax.objectError(value);
    if (value.isEmpty()) {
      required(at, field, false);
    } else if (error >= 0) {
      at.invalid(
          field,
          "is not one JSON object of at most "
              + JsonSyntax.MAX_DEPTH
              + " levels: "
              + jsonError(value, error));
    }
  }

  static void range(Violations at, String field, double value, double min, double max) {
    // The other way round, NaN would pass.
    if (!(value >= min && value <= max)) {
      at.invalid(field, "is " + plain(value) + "; allowed: " + plain(min) + " to " + plain(max));
    }
  }

  static void rangeAbove(Violations at, String field, double value, double above, double max) {
    if (!(value > above && value <= max)) {
      at.invalid(
          field, "is " + plain(value) + "; allowed: above " + plain(above) + " to " + plain(max));
    }
  }

  static void wholeRange(Violations at, String field, int value, int min, int max) {
    if (value < min || value > max) {
      at.invalid(field, "is " + value + "; allowed: " + min + " to " + max);
    }
  }

  static void atLeast(Violations at, String field, int value, int min) {
    if (value < min) {
      at.invalid(field, "is " + value + "; allowed: at least " + min);
    }
  }

  static void notNegative(Violations at, String field, Duration value) {
    long seconds = value.getSeconds();
    int nanos = value.getNanos();
    if (seconds < 0 || nanos < 0 || nanos >= NANOS_PER_SECOND) {
      at.invalid(
          field, "is " + seconds + " s and " + nanos + " ns; allowed: a duration of at least 0 s");
    }
  }

  /** A duration above 0; the largest is a whole number of minutes. */
  static void aboveZero(Violations at, String field, Duration value, java.time.Duration max) {
    long seconds = value.getSeconds();
    int nanos = value.getNanos();
    boolean positive = seconds > 0 || (seconds == 0 && nanos > 0);
    boolean small = seconds < max.toSeconds() || (seconds == max.toSeconds() && nanos == 0);
    if (!positive || !small || nanos < 0 || nanos >= NANOS_PER_SECOND) {
      at.invalid(
          field,
          "is %d s and %d ns; allowed: a duration above 0 s to %d min"
              .formatted(seconds, nanos, max.toMinutes()));
    }
  }

  static void entriesAtLeastOne(Violations at, String field, int size) {
    if (size == 0) {
      at.invalid(field, "is empty; allowed: at least 1 entry");
    }
  }

  static void entriesAtMost(Violations at, String field, int size, int max) {
    if (size > max) {
      at.invalid(field, "has " + size + " entries; allowed: at most " + max);
    }
  }

  /** Each: at least 1 character. */
  static void eachNotEmpty(Violations at, String field, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isEmpty()) {
        at.invalid(field + '[' + i + ']', "is empty; allowed: at least 1 character");
      }
    }
  }

  /** An enum's number, of which the caller has looked whether this version knows it. */
  static void known(Violations at, String field, int number, boolean known) {
    if (!known) {
      at.invalid(field, "is " + number + "; this version knows no such value");
    }
  }

  /** The name of a map's entry. */
  static String entry(String map, String key) {
    return map + '[' + Texts.quote(key) + ']';
  }

  private static String jsonError(String value, int error) {
    return error < value.length()
        ? "unexpected "
            + Texts.quote(value.substring(error, value.offsetByCodePoints(error, 1)))
            + " at offset "
            + error
        : "it ends too early, at offset " + error;
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
