package dev.patchbay.server.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldTest {
  @Test
  void parse_eachKind_givesIt() {
    assertThat(Hold.parse("none")).isEqualTo(Hold.NONE);
    assertThat(Hold.parse("whole")).isEqualTo(new Hold.Whole());
    assertThat(Hold.parse("1 token")).isEqualTo(new Hold.Tokens(1));
    assertThat(Hold.parse("20 tokens")).isEqualTo(new Hold.Tokens(20));
    assertThat(Hold.parse("999999 tokens")).isEqualTo(new Hold.Tokens(999_999));
    assertThat(Hold.parse("1ms")).isEqualTo(new Hold.Time(Duration.ofMillis(1)));
    assertThat(Hold.parse("10m")).isEqualTo(new Hold.Time(Hold.Time.LONGEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "None",
        "all",
        "20",
        "0 tokens",
        "20 token",
        "20tokens",
        "020 tokens",
        "-1 tokens",
        "1000000 tokens",
        "0ms",
        "300 ms",
        "600001ms",
        "11m",
        "1h",
        "whole "
      })
  void parse_anythingElse_isNull(String text) {
    assertThat(Hold.parse(text)).isNull();
  }

  @Test
  void constructors_outOfRange_refuse() {
    assertThatThrownBy(() -> new Hold.Tokens(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0");
    assertThatThrownBy(() -> new Hold.Time(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Hold.Time(Hold.Time.LONGEST.plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
