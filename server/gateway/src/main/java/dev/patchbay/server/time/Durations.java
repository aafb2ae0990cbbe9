package dev.patchbay.server.time;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them, in the configuration and in requests. */
public final class Durations {
  /** Completes "be …" for somebody who wrote something else. */
  public static final String EXAMPLES = "a duration such as 250ms, 2s, 10m or 1h";

  /** Twelve digits of hours are far from what overflows. */
  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,12})(ms|s|m|h)");

  private Durations() {}

  /** A whole number with its unit, without a space; null for anything else. */
  public static @Nullable Duration parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
