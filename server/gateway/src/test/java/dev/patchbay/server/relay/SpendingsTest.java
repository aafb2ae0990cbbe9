package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpendingsTest {
  @Test
  void sum_nothing_isZero() {
    assertThat(Spendings.sum(List.of())).isEqualTo(Usage.of(0, 0));
  }

  @Test
  void sum_two_addsWhatIsKnownAndKeepsTheLastRaw() {
    Usage first = Usage.of(5, 2).withCacheRead(3);
    Usage second = Usage.of(7, 9).withReasoning(4).withRaw("{}");

    assertThat(Spendings.sum(first, second))
        .isEqualTo(Usage.of(12, 11).withCacheRead(3).withReasoning(4).withRaw("{}"));
  }

  @Test
  void sum_byModality_addsEachKind() {
    Usage first =
        Usage.of(5, 2)
            .withToolInput(1)
            .withModalities(List.of(tokens("text", 4, 2), tokens("audio", 1, 0)));
    Usage second =
        Usage.of(7, 9)
            .withToolInput(2)
            .withModalities(List.of(tokens("image", 3, 0), tokens("text", 4, 9)));

    assertThat(Spendings.sum(first, second))
        .isEqualTo(
            Usage.of(12, 11)
                .withToolInput(3)
                .withModalities(
                    List.of(tokens("text", 8, 11), tokens("audio", 1, 0), tokens("image", 3, 0))));
    assertThat(Spendings.sum(first, Usage.of(1, 1)).byModality()).isEqualTo(first.byModality());
  }

  private static Usage.ModalityTokens tokens(String modality, long input, long output) {
    return new Usage.ModalityTokens(modality, input, output);
  }
}
