package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.spi.ResponseHead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a rate limit that was reached is whole again: {@code anthropic-ratelimit-…-reset}, a time as
 * in RFC 3339, beside {@code -remaining}.
 */
final class RateLimits {
  private static final List<String> KINDS =
      List.of("requests", "tokens", "input-tokens", "output-tokens");

  private RateLimits() {}

  /**
   * The time until then. Of limits that are used up, the last one counts; if none is, the soonest
   * of all, since what is left of tokens may be too little for the request.
   *
   * @return null if nothing can be read
   */
  static @Nullable Duration reset(ResponseHead head, InstantSource time) {
    List<Instant> all = new ArrayList<>();
    List<Instant> usedUp = new ArrayList<>();
    for (String kind : KINDS) {
      Instant reset = instant(head.header("anthropic-ratelimit-" + kind + "-reset"));
      if (reset != null) {
        all.add(reset);
        if ("0".equals(head.header("anthropic-ratelimit-" + kind + "-remaining"))) {
          usedUp.add(reset);
        }
      }
    }
    Instant then =
        usedUp.isEmpty()
            ? all.stream().min(Instant::compareTo).orElse(null)
            : usedUp.stream().max(Instant::compareTo).orElse(null);
    Instant now = time.instant();
    return then == null || then.isBefore(now) ? null : Duration.between(now, then);
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text.trim());
    } catch (DateTimeParseException notATime) {
      return null;
    }
  }
}
