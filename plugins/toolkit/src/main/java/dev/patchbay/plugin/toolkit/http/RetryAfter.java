package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.ResponseHead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** How long a service asks to wait, from its headers. */
public final class RetryAfter {
  private RetryAfter() {}

  /**
   * Reads {@code retry-after-ms}, else {@code retry-after} in seconds or as an HTTP date; null if
   * there is none that can be read. Zero milliseconds beside a {@code retry-after} are the seconds
   * rounded down, so the latter counts. With status 429 and neither of the two, the time until the
   * limit is whole again ({@code x-ratelimit-reset-…}).
   */
  public static @Nullable Duration of(ResponseHead head, InstantSource time) {
    Duration millis = amount(head.header("retry-after-ms"), 1);
    if (millis != null && !millis.isZero()) {
      return millis;
    }
    String text = head.header("retry-after");
    Duration seconds = amount(text, 1000);
    if (seconds == null && text != null) {
      seconds = untilDate(text.trim(), time.instant());
    }
    if (seconds != null || millis != null) {
      return seconds == null ? millis : seconds;
    }
    if (head.status() != 429) {
      return null;
    }
    Duration reset = RateLimitReset.of(head);
    return reset == null ? OneLimit.of(head, time.instant()) : reset;
  }

  /**
   * The time until a limit is whole again, told in seconds or as a time (seconds or milliseconds of
   * the epoch); null if it can't be read.
   */
  public static @Nullable Duration untilReset(@Nullable String reset, InstantSource time) {
    return OneLimit.until(reset, time.instant());
  }

  private static @Nullable Duration amount(@Nullable String text, int millisPerUnit) {
    if (text == null || !text.trim().matches("\\d{1,9}(\\.\\d{0,9})?")) {
      return null;
    }
    return Duration.ofMillis(Math.round(Double.parseDouble(text.trim()) * millisPerUnit));
  }

  private static @Nullable Duration untilDate(String text, Instant now) {
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
    } catch (DateTimeParseException notADate) {
      return null;
    }
  }
}
