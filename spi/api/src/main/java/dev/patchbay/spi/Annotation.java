package dev.patchbay.spi;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A pointer from output to evidence. Build it with {@link #of} and {@link #span}.
 *
 * @param start first code point of the block's text that it covers
 * @param end the code point after the last
 * @param raw the service's own object as JSON text
 */
public record Annotation(
    Kind kind,
    @Nullable String uri,
    @Nullable String title,
    OptionalInt start,
    OptionalInt end,
    String raw) {
  /** What it points to. */
  public enum Kind {
    URL,
    DOCUMENT,
    FILE,
    OTHER
  }

  public static Annotation of(Kind kind, @Nullable String uri, @Nullable String title, String raw) {
    return new Annotation(kind, uri, title, OptionalInt.empty(), OptionalInt.empty(), raw);
  }

  public Annotation span(int start, int end) {
    return new Annotation(kind, uri, title, OptionalInt.of(start), OptionalInt.of(end), raw);
  }
}
