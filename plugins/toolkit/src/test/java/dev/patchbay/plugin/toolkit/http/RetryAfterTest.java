package dev.patchbay.plugin.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ResponseHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryAfterTest {
  private record Head(Map<String, String> headers) implements ResponseHead {
    @Override
    public int status() {
      return 429;
    }

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
    Head head = new Head(Map.of("retry-after-ms", millis, "retry-after", seconds));
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    assertThat(RetryAfter.of(head, () -> now)).isEqualTo(expected);
  }
}
