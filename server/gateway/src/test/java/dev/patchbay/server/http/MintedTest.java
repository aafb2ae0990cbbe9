package dev.patchbay.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MintedTest {
  @ParameterizedTest
  @CsvSource({"anthropic, sig, sig", "gemini, a:b, patchbay:gemini:a:b"})
  void handedOut_comesBackToItsMaker(String provider, String proof, String text) {
    var minted = new Minted(provider, proof);

    assertThat(minted.handedOut("anthropic")).isEqualTo(text);
    assertThat(Minted.of(text, "anthropic")).isEqualTo(minted);
  }

  @Test
  void of_nothing_isNone() {
    assertThat(Minted.of(null, "openai")).isNull();
    assertThat(Minted.of("", "openai")).isNull();
  }

  @Test
  void of_aMarkWithoutAMaker_isTheDialectsOwn() {
    assertThat(Minted.of("patchbay:x", "openai")).isEqualTo(new Minted("openai", "patchbay:x"));
  }
}
