package dev.patchbay.spi;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a service's filter said. Build it with {@link #of}.
 *
 * @param category the service's name for the kind of harm
 * @param level how bad, in the service's words
 * @param score how bad, on the service's scale
 * @param blocked whether this rating stopped the output
 * @param subject what was rated: {@link #INPUT} or {@link #OUTPUT}; null: not told
 */
public record SafetyRating(
    String category,
    @Nullable String level,
    OptionalDouble score,
    boolean blocked,
    @Nullable String subject) {
  public static final String INPUT = "input";
  public static final String OUTPUT = "output";

  public static SafetyRating of(
      String category, @Nullable String level, boolean blocked, @Nullable String subject) {
    return new SafetyRating(category, level, OptionalDouble.empty(), blocked, subject);
  }

  public SafetyRating withScore(double value) {
    return new SafetyRating(category, level, OptionalDouble.of(value), blocked, subject);
  }
}
