package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.ResponseHead;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a limit is whole again at services that tell of one alone: {@code x-ratelimit-reset}, in
 * seconds at Together, a time at OpenRouter; and {@code ratelimit: "api";r=0;t=55}, the IETF's
 * draft as Hugging Face has it.
 */
final class OneLimit {
  private static final Pattern WINDOW = Pattern.compile(";\\s*t=(\\d{1,9})\\b");
  private static final Pattern LEFT = Pattern.compile(";\\s*r=0\\b");

  /** Larger numbers are times: seconds of the epoch, or milliseconds from the second one on. */
  private static final long LEAST_TIME = 1_000_000_000L;

  private static final long LEAST_MILLIS = 1_000_000_000_000L;

  private OneLimit() {}

  static @Nullable Duration of(ResponseHead head, Instant now) {
    Duration reset = until(head.header("x-ratelimit-reset"), now);
    if (reset != null) {
      return reset;
    }
    String draft = head.header("ratelimit");
    Matcher window = WINDOW.matcher(draft == null ? "" : draft);
    boolean usedUp = draft != null && LEFT.matcher(draft).find();
    return usedUp && window.find() ? Duration.ofSeconds(Long.parseLong(window.group(1))) : null;
  }

  /** The time until a reset that is told as seconds, or as a time; null if it can't be read. */
  static @Nullable Duration until(@Nullable String reset, Instant now) {
    if (reset == null || !reset.trim().matches("\\d{1,15}")) {
      return null;
    }
    long number = Long.parseLong(reset.trim());
    if (number < LEAST_TIME) {
      return number == 0 ? null : Duration.ofSeconds(number);
    }
    Instant then =
        number < LEAST_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    return then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
  }
}
