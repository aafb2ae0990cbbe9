package dev.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.config.KeyHash;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreshKeyTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void random_hasPrefixAndEnoughSignsThatAreWellReceivedEverywhere() {
    FreshKey key = FreshKey.random(random);

    assertThat(key.reveal()).matches("pb-[0-9A-Za-z]{32}");
    assertThat(32 * Math.log(62) / Math.log(2)).isGreaterThan(160);
    assertThat(key.hash()).isEqualTo(KeyHash.of(key.reveal()));
    assertThat(key.hash().text()).matches("sha256:[0-9a-f]{64}");
    assertThat(key).hasToString("***");
  }

  @Test
  void random_again_isAnother() {
    assertThat(Stream.generate(() -> FreshKey.random(random).reveal()).limit(1000).distinct())
        .hasSize(1000);
  }
}
