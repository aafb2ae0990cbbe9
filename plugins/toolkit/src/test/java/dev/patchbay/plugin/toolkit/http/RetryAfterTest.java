package dev.patchbay.plugin.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ResponseHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryAfterTest {
  private record Head(int status, Map<String, String> headers) implements ResponseHead {
    @Override
    public @Nullable String header(String name) {
      return headers.getOrDefault(name, "").isEmpty() ? null : headers.get(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', ",
    "'', 20, PT20S",
    "'', 1.5, PT1.5S",
    "250, 3, PT0.25S",
    "0, 1, PT1S",
    "0, '', PT0S",
    "'', 'Tue, 24 Nov 2026 12:00:30 GMT', PT30S",
    "'', 'Tue, 24 Nov 2026 11:00:00 GMT', PT0S",
    "'', soon, ",
    "-5, -1, ",
    "'', 99999999999999999999, ",
    "'', 6ms, ",
  })
  void of_headers_isWhatTheyAsk(String millis, String seconds, @Nullable Duration expected) {
    Head head = new Head(429, Map.of("retry-after-ms", millis, "retry-after", seconds));
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    assertThat(RetryAfter.of(head, () -> now)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "requests {0} {1}, tokens {2} {3}")
  @CsvSource({
    // What OpenAI sends where the tokens of a minute are used up.
    "9999, 6ms, 0, 6m0s, PT6M",
    "0, 8.64s, 5000, 120ms, PT8.64S",
    "0, 1s, 0, 1m30.5s, PT1M30.5S",
    "0, 1h2m3s, '', '', PT1H2M3S",
    "9999, 6ms, 12, 7.66s, PT7.66S",
    "9999, 6ms, '', '', ",
    "'', 2s, '', 1s, PT1S",
    "'', '', '', 59.142s, PT59.142S",
    "'', 2m59.56s, '', 130ms, PT0.13S",
    "-1, '', -1, 0, ",
    "'', '', 0, 30, ",
    "'', '', 0, 0s, ",
    "'', soon, '', 2d, ",
    "'', 1m2m, '', s, ",
    "0, 30, 4000, 1s, ",
    "'', '', '', '', ",
  })
  void of_rateLimitHeaders_areTheTimeUntilTheLimitIsWhole(
      String requests,
      String resetRequests,
      String tokens,
      String resetTokens,
      @Nullable Duration expected) {
    Map<String, String> headers =
        Map.of(
            "x-ratelimit-remaining-requests", requests,
            "x-ratelimit-reset-requests", resetRequests,
            "x-ratelimit-remaining-tokens", tokens,
            "x-ratelimit-reset-tokens", resetTokens);
    assertThat(RetryAfter.of(new Head(429, headers), () -> Instant.EPOCH)).isEqualTo(expected);
    assertThat(RetryAfter.of(new Head(503, headers), () -> Instant.EPOCH)).isNull();
  }

  @Test
  void of_retryAfterBesideRateLimitHeaders_wins() {
    Map<String, String> headers =
        Map.of(
            "retry-after", "3",
            "x-ratelimit-remaining-tokens", "0",
            "x-ratelimit-reset-tokens", "6m0s");
    assertThat(RetryAfter.of(new Head(429, headers), () -> Instant.EPOCH)).hasSeconds(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | '' | PT2S",
        "1795521630 | '' | PT30S",
        "1795521630500 | '' | PT30.5S",
        "1795521000 | '' | PT0S",
        "0 | '' | ",
        "soon | '' | ",
        "'' | \"api\";r=0;t=55 | PT55S",
        "'' | \"api\";r=3;t=55 | ",
        "'' | limit=10 | ",
      })
  void of_oneLimit_isTheTimeUntilItIsWhole(
      String reset, String draft, @Nullable Duration expected) {
    Head head = new Head(429, Map.of("x-ratelimit-reset", reset, "ratelimit", draft));
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    assertThat(RetryAfter.of(head, () -> now)).isEqualTo(expected);
  }
}
