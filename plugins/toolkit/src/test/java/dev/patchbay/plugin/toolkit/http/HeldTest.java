package dev.patchbay.plugin.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import org.junit.jupiter.api.Test;

final class HeldTest {
  private final Held held = new Held();

  @Test
  void add_moreThanOneEventMayHave_isRefused() {
    held.add(Framing.MAX_EVENT);
    assertThatThrownBy(() -> held.add(1))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.BAD_RESPONSE));
  }

  @Test
  void add_afterAllWasReleased_isTaken() {
    held.add(Framing.MAX_EVENT);
    held.release(Framing.MAX_EVENT);
    assertThatCode(() -> held.add(Framing.MAX_EVENT)).doesNotThrowAnyException();
  }
}
