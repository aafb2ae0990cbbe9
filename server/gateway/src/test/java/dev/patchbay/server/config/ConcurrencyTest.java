package dev.patchbay.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrencyTest {
  private ConfigFolder folder;

  @BeforeEach
  void makeFolder(@TempDir Path temporary) {
    folder = ConfigFolder.furnished(temporary);
  }

  private Concurrency read(String more) throws ConfigurationException {
    Configuration configuration = folder.read("endpoints: {e: {provider: p" + more + "}}");
    return Objects.requireNonNull(configuration.endpoints().get("e")).concurrency();
  }

  @Test
  void read_eachForm_isThat() throws ConfigurationException {
    assertThat(read("")).isEqualTo(Concurrency.NONE);
    assertThat(read(", concurrency: none")).isEqualTo(new Concurrency.None());
    assertThat(read(", concurrency: adaptive")).isEqualTo(new Concurrency.Adaptive());
    assertThat(read(", concurrency: 1")).isEqualTo(new Concurrency.Fixed(1));
    assertThat(read(", concurrency: '100000'")).isEqualTo(new Concurrency.Fixed(100_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "100001", "1.5", "some", "Adaptive", "''"})
  void read_anythingElse_isRefusedAndSaysWhatMayStandThere(String value) {
    assertThat(folder.problems("endpoints: {e: {provider: p, concurrency: " + value + "}}"))
        .singleElement()
        .asString()
        .contains("\"concurrency\" must be none, adaptive or a whole number from 1 to 100000");
  }
}
