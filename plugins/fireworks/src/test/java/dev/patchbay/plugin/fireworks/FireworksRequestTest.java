package dev.patchbay.plugin.fireworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.testkit.HostProbe;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After Fireworks' reference. */
final class FireworksRequestTest {
  private static HostProbe probe(Map<String, Object> settings) {
    return HostProbe.of(new FireworksFactory(), settings);
  }

  @Test
  void chat_grammar_isAFormat() {
    HostProbe fireworks = probe(Map.of());
    ChatCall.Builder call =
        HostProbe.call("accounts/fireworks/models/x")
            .format(new ResponseFormat.Grammar("gbnf", "root ::= x"));
    assertThat(fireworks.request(call).target()).isEqualTo("/inference/v1/chat/completions");
    assertThat(fireworks.sent(call).at("/response_format/type").asString()).isEqualTo("grammar");
    assertThatThrownBy(() ->
            fireworks.sent(HostProbe.call("x").format(new ResponseFormat.Grammar("regex", "a"))))
        .isInstanceOf(ProviderException.class)
        .hasMessageStartingWith("format: this host has no grammars");
  }

  @Test
  void embed_dimensions_areSaid() {
    assertThat(probe(Map.of()).embedding("nomic-ai/x", 8).path("dimensions").asInt()).isEqualTo(8);
  }
}
