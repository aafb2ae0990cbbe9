package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.SafetyRating;
import dev.patchbay.spi.Usage;
import dev.patchbay.spi.Usage.ModalityTokens;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is seldom told is told in lines and transcripts, and leaves no trace where it is not. */
class EventTextTest {
  private static final ChatEvent PLAIN = ChatEvent.choiceFinished(0, FinishReason.STOP, "stop");
  private static final ChatEvent BLOCKED =
      ChatEvent.choiceFinished(1, FinishReason.CONTENT_FILTER, "SAFETY")
          .withStopSequence("END\n")
          .withMessage("blocked")
          .withSafety(
              List.of(
                  SafetyRating.of("hate", "high", true, SafetyRating.OUTPUT).withScore(0.5),
                  SafetyRating.of("violence", null, false, null)));

  @Test
  void finished_tellsEverythingThatIsThere() {
    assertThat(EventText.of(PLAIN)).isEqualTo("finished choice=0 STOP raw=\"stop\"");
    assertThat(EventText.of(BLOCKED))
        .isEqualTo(
            "finished choice=1 CONTENT_FILTER raw=\"SAFETY\" stop=\"END\\n\" message=\"blocked\""
                + " safety=[hate high 0.5 blocked of output, violence]");
  }

  @Test
  void used_tellsEverythingThatIsThere() {
    Usage usage = Usage.of(9, 5);

    assertThat(EventText.of(ChatEvent.used(usage))).isEqualTo("used input=9 output=5");
    assertThat(
            EventText.of(
                ChatEvent.used(
                    usage
                        .withToolInput(2)
                        .withModalities(
                            List.of(
                                new ModalityTokens("text", 3, 5),
                                new ModalityTokens("audio", 6, 0))))))
        .isEqualTo("used input=9 output=5 tool-input=2 modalities=[text 3/5, audio 6/0]");
  }

  @Test
  void metadata_isOneLineAndTheLastCounts() {
    ChatEvent metadata = ChatEvent.metadata("{\n  \"a\": 1\n}");

    assertThat(EventText.of(metadata)).isEqualTo("metadata { \"a\": 1 }");
    assertThat(Transcript.of(List.of(ChatEvent.metadata("{}"), metadata)).metadata())
        .isEqualTo("metadata { \"a\": 1 }");
    assertThat(Transcript.of(List.of(BLOCKED)).finishes().get(1)).contains("blocked of output");
  }

  @Test
  void order_metadataThatIsNoObject_isRefused() {
    EventOrder.check(List.of(ChatEvent.metadata("{\"a\":[1]}")));

    for (String wrong : List.of("[1]", "", "{\"a\":}", "{} {}")) {
      assertThatThrownBy(() -> EventOrder.check(List.of(ChatEvent.metadata(wrong))))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("is no JSON object");
    }
  }

  @Test
  void order_partsAboveTheirTotals_areRefused() {
    Usage usage = Usage.of(9, 5);

    for (Usage wrong :
        List.of(
            usage.withToolInput(10),
            usage.withModalities(List.of(new ModalityTokens("audio", 10, 0))),
            usage.withModalities(List.of(new ModalityTokens("audio", 0, 6))),
            usage.withModalities(List.of(new ModalityTokens("audio", -1, 0))))) {
      assertThatThrownBy(() -> EventOrder.check(List.of(ChatEvent.used(wrong))))
          .isInstanceOf(AssertionError.class);
    }
  }
}
