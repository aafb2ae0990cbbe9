package dev.patchbay.plugin.toolkit.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.SettingException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BetasTest {
  private static final Betas ENDPOINTS = Betas.of("betas", List.of("a", "b"));

  private static Origin asking(String dialect) {
    return Origin.of(dialect, Extra.NONE).withFeatures(List.of("b", "c"));
  }

  @Test
  void header_ofACallerOfTheDialect_hasItsNamesToo() {
    assertThat(ENDPOINTS.header(asking(Origin.ANTHROPIC_MESSAGES)))
        .containsExactly("anthropic-beta", "a,b,c");
    assertThat(ENDPOINTS.header()).containsExactly("anthropic-beta", "a,b");
  }

  @Test
  void header_ofAnotherDialect_isTheEndpointsOwn() {
    assertThat(ENDPOINTS.header(asking(Origin.OPENAI_CHAT)))
        .containsExactly("anthropic-beta", "a,b");
    assertThat(Betas.NONE.header(asking(Origin.OPENAI_CHAT))).isEmpty();
  }

  @Test
  void dropped_isWhatTheEndpointDoesNotAskFor() {
    assertThat(ENDPOINTS.dropped(asking(Origin.ANTHROPIC_MESSAGES)))
        .containsExactly("anthropic-beta.c");
    assertThat(ENDPOINTS.dropped(asking(Origin.GRPC))).isEmpty();
  }

  @Test
  void of_severalInOneEntry_isRefused() {
    assertThatThrownBy(() -> Betas.of("betas", List.of("a,b")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("a,b");
  }
}
