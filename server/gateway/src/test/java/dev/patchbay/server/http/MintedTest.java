package dev.patchbay.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ChatEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MintedTest {
  @ParameterizedTest
  @CsvSource({"anthropic, sig, sig", "gemini, a:b, patchbay:gemini:a:b"})
  void handedOut_comesBackToItsMaker(String provider, String proof, String text) {
    var minted = new Minted.Proof(provider, proof);

    assertThat(minted.handedOut("anthropic")).isEqualTo(text);
    assertThat(Minted.of(text, "anthropic")).isEqualTo(minted);
  }

  @Test
  void handedOut_callAndBlock_comeBackAsTheyWere() {
    var call = new Minted.CallProof("gemini", "call:1", "s:g");
    var block = new Minted.Block("bedrock.reasoningContent", "{\"a\":{\"b\":1}}");

    assertThat(call.handedOut("gemini")).isEqualTo("patchbay-call:gemini:6:call:1s:g");
    assertThat(Minted.of(call.handedOut("gemini"), "gemini")).isEqualTo(call);
    assertThat(Minted.of(block.handedOut("x"), "x")).isEqualTo(block);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patchbay-call:g:9:short",
        "patchbay-call:g:-1:x",
        "patchbay-call:g",
        "patchbay-call:g:99999999999:x",
        "patchbay-block:x.y",
        "patchbay:x"
      })
  void of_aBrokenMark_isAProofOfTheDialectsOwn(String text) {
    assertThat(Minted.of(text, "openai")).isEqualTo(new Minted.Proof("openai", text));
  }

  @Test
  void of_aLargeBlock_isNotKept() {
    assertThat(Minted.of(new ChatEvent.Opaque(0, "x.y", "{" + " ".repeat(64 * 1024) + "}")))
        .isNull();
  }

  @Test
  void of_nothing_isNone() {
    assertThat(Minted.of(null, "openai")).isNull();
    assertThat(Minted.of("", "openai")).isNull();
  }
}
