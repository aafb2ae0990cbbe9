package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.ResponseHead;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a rate limit that was reached is whole again: {@code x-ratelimit-reset-requests} and {@code
 * -tokens}, beside {@code x-ratelimit-remaining-…}. OpenAI's guide "Rate limits" has them as
 * durations ({@code 1s}, {@code 6m0s}); Groq's page of the same name, too. Azure writes plain
 * numbers under these names, whose unit it does not tell everywhere: they are not read.
 */
final class RateLimitReset {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:(\\d{1,6})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9}(?:\\.\\d{1,9})?)s)?"
              + "|(\\d{1,9})(?:\\.\\d+)?ms");

  private RateLimitReset() {}

  /**
   * The time until then. Of limits that are used up, the later one counts; if none is, the sooner
   * one of those that may have been reached.
   *
   * @return null if nothing can be read, or there is nothing to wait for
   */
  static @Nullable Duration of(ResponseHead head) {
    Limit requests = Limit.of(head, "requests");
    Limit tokens = Limit.of(head, "tokens");
    if (requests.isUsedUp() || tokens.isUsedUp()) {
      return Stream.of(requests, tokens)
          .filter(Limit::isUsedUp)
          .flatMap(limit -> limit.reset().stream())
          .max(Comparator.naturalOrder())
          .orElse(null);
    }
    // What is left of tokens may be too little for the request; a request is always one.
    return (requests.left() > 0 ? Stream.of(tokens) : Stream.of(requests, tokens))
        .flatMap(limit -> limit.reset().stream())
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /**
   * One of a service's limits.
   *
   * @param left -1: not told
   */
  private record Limit(long left, Optional<Duration> reset) {
    static Limit of(ResponseHead head, String what) {
      String left = head.header("x-ratelimit-remaining-" + what);
      return new Limit(
          left != null && left.matches("\\d{1,18}") ? Long.parseLong(left) : -1,
          duration(head.header("x-ratelimit-reset-" + what)));
    }

    boolean isUsedUp() {
      return left == 0;
    }
  }

  private static Optional<Duration> duration(@Nullable String text) {
    Matcher parts = SYNTAX.matcher(text == null ? "" : text.trim());
    if (!parts.matches()) {
      return Optional.empty();
    }
    Duration sum =
        Duration.ofHours(whole(parts.group(1)))
            .plusMinutes(whole(parts.group(2)))
            .plus(Duration.parse("PT" + (parts.group(3) == null ? "0" : parts.group(3)) + "S"))
            .plusMillis(whole(parts.group(4)));
    return sum.isZero() ? Optional.empty() : Optional.of(sum);
  }

  private static long whole(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
