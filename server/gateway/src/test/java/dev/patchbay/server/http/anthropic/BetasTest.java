package dev.patchbay.server.http.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.server.fault.FaultException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BetasTest {
  @Test
  void of_severalHeaders_isEachNameOnce() {
    assertThat(Betas.of(List.of("a-2025-01-01, b.c", "b.c,", "")))
        .containsExactly("a-2025-01-01", "b.c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "é", "a;q=1"})
  void of_whatIsNoName_isRefused(String header) {
    assertThatThrownBy(() -> Betas.of(List.of("good," + header)))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("anthropic-beta")
        .hasMessageContaining(header);
  }

  @Test
  void of_tooMany_isRefused() {
    List<String> headers = IntStream.range(0, 65).mapToObj(i -> "b" + i).toList();

    assertThatThrownBy(() -> Betas.of(headers)).hasMessageContaining("at most 64 names, not 65");
  }
}
