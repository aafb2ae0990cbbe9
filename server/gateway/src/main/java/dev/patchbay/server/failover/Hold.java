package dev.patchbay.server.failover;

import dev.patchbay.server.time.Durations;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much of an answer is kept back, so that a failure inside it stays invisible. */
public sealed interface Hold {
  Hold NONE = new None();

  /** Completes "be …" for somebody who wrote something else. */
  String EXPECTED =
      "none, whole, an amount from 1 to 999999 such as 20 tokens,"
          + " or a time from 1ms to 10m such as 300ms";

  /** Output leaves as it comes. */
  record None() implements Hold {}

  /**
   * Until so many pieces of content are there.
   *
   * @param count at least 1
   */
  record Tokens(int count) implements Hold {
    private static final Pattern SYNTAX = Pattern.compile("1 token|[1-9]\\d{0,5} tokens");

    public Tokens {
      if (count < 1) {
        throw new IllegalArgumentException("tokens to hold must be at least 1, not " + count);
      }
    }
  }

  /**
   * For so long after the first content.
   *
   * @param time above 0, at most {@link #LONGEST}
   */
  record Time(Duration time) implements Hold {
    public static final Duration LONGEST = Duration.ofMinutes(10);

    public Time {
      if (!isInRange(time)) {
        throw new IllegalArgumentException(
            "the time to hold must be above 0 and at most " + LONGEST + ", not " + time);
      }
    }

    private static boolean isInRange(Duration time) {
      return time.isPositive() && time.compareTo(LONGEST) <= 0;
    }
  }

  /** Until the answer is whole. */
  record Whole() implements Hold {}

  /**
   * What the configuration and HTTP callers write: {@code none}, {@code 20 tokens}, {@code 300ms},
   * {@code whole}; null for anything else.
   */
  static @Nullable Hold parse(String text) {
    return switch (text) {
      case "none" -> NONE;
      case "whole" -> new Whole();
      default -> {
        Hold tokens = tokens(text);
        yield tokens == null ? time(text) : tokens;
      }
    };
  }

  private static @Nullable Hold tokens(String text) {
    boolean matches = Tokens.SYNTAX.matcher(text).matches();
    return matches ? new Tokens(Integer.parseInt(text.substring(0, text.indexOf(' ')))) : null;
  }

  private static @Nullable Hold time(String text) {
    Duration time = Durations.parse(text);
    return time == null || !Time.isInRange(time) ? null : new Time(time);
  }
}
