package dev.patchbay.plugin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Sampling;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of the real model. */
class LocalProviderTest {
  private static final String CAPITAL = "What is the capital of France?";
  private static final int CONTEXT = 256;

  private static Provider provider;

  @BeforeAll
  @Timeout(900)
  static void load() throws Exception {
    provider = RealModel.provider(Map.of("context", (long) CONTEXT));
    provider.warmUp();
  }

  @AfterAll
  static void unload() {
    if (provider != null) {
      provider.close();
    }
  }

  @Test
  void chat_question_isAnswered() throws Exception {
    List<ChatEvent> events = Reading.all(provider, CAPITAL, Sampling.NONE);

    assertThat(Reading.text(events)).contains("Paris");
    assertThat(Reading.finish(events))
        .isEqualTo(ChatEvent.choiceFinished(0, FinishReason.STOP, "eos"));
  }

  @Test
  void chat_events_areInOrder() throws Exception {
    List<ChatEvent> events = Reading.all(provider, CAPITAL, Sampling.NONE);

    int end = events.size();
    assertThat(events.getFirst()).isInstanceOf(ChatEvent.Started.class);
    assertThat(events.get(1)).isEqualTo(ChatEvent.blockStarted(0, 0, ChatEvent.BlockKind.TEXT));
    assertThat(events.subList(2, end - 4)).hasOnlyElementsOfType(ChatEvent.Delta.class);
    assertThat(events.get(end - 4)).isEqualTo(ChatEvent.blockEnded(0));
    assertThat(events.get(end - 3)).isInstanceOf(ChatEvent.Used.class);
    assertThat(events.get(end - 2)).isInstanceOf(ChatEvent.ChoiceFinished.class);
    assertThat(events.getLast()).isEqualTo(ChatEvent.completed());
  }

  @Test
  void chat_usage_countsPromptAndPieces() throws Exception {
    List<ChatEvent> events = Reading.all(provider, CAPITAL, Sampling.NONE);

    long deltas = events.stream().filter(ChatEvent.Delta.class::isInstance).count();
    assertThat(Reading.usage(events).input()).isBetween(10L, 40L);
    assertThat(Reading.usage(events).output()).isEqualTo(deltas);
  }

  @Test
  void chat_greedyTwice_streamsTheSameText() throws Exception {
    String first = Reading.text(Reading.all(provider, CAPITAL, Sampling.NONE));

    assertThat(Reading.text(Reading.all(provider, CAPITAL, Sampling.NONE))).isEqualTo(first);
  }

  @Test
  void chat_sameSeed_givesTheSameText() throws Exception {
    var sampling =
        Sampling.builder().temperature(1.2).topK(50).topP(0.95).seed(42L).maxOutput(12).build();
    String first = Reading.text(Reading.all(provider, "Tell a story.", sampling));

    assertThat(Reading.text(Reading.all(provider, "Tell a story.", sampling))).isEqualTo(first);
  }

  @Test
  void chat_maxOutput_endsWithLength() throws Exception {
    List<ChatEvent> events =
        Reading.all(provider, "Tell a story.", Sampling.builder().maxOutput(5).build());

    assertThat(Reading.usage(events).output()).isEqualTo(5);
    assertThat(Reading.finish(events).reason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void chat_stopTextOverTwoTokens_cutsBeforeIt() throws Exception {
    String whole = Reading.text(Reading.all(provider, CAPITAL, Sampling.NONE));
    String stop = whole.substring(whole.indexOf("Paris") - 3, whole.indexOf("Paris") + 3);

    List<ChatEvent> events =
        Reading.all(provider, CAPITAL, Sampling.builder().stop(List.of("none", stop)).build());

    assertThat(Reading.text(events)).isEqualTo(whole.substring(0, whole.indexOf(stop)));
    assertThat(Reading.finish(events))
        .isEqualTo(ChatEvent.choiceFinished(0, FinishReason.STOP, "stop"));
  }

  @Test
  void chat_fullContext_endsWithContextWindow() throws Exception {
    List<ChatEvent> events =
        Reading.all(provider, "word ".repeat(CONTEXT - 50) + "Tell a long story.", Sampling.NONE);

    assertThat(Reading.finish(events).reason())
        .isIn(FinishReason.CONTEXT_WINDOW, FinishReason.STOP);
    assertThat(Reading.usage(events).input() + Reading.usage(events).output())
        .isLessThanOrEqualTo(CONTEXT);
  }

  @Test
  void chat_tooLongPrompt_saysTheNumbers() {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> Reading.all(provider, "word ".repeat(2 * CONTEXT), Sampling.NONE))
        .withMessageMatching("the prompt has 5\\d\\d tokens, but .* 256 tokens .*")
        .satisfies(e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.CONTEXT_LENGTH));
  }

  @Test
  void chat_hugePrompt_isRefusedWithoutCounting() {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> Reading.all(provider, "a".repeat(3_000_000), Sampling.NONE))
        .withMessageContaining("3000000 characters")
        .satisfies(e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.CONTEXT_LENGTH));
  }

  @Test
  void chat_unicode_comesInWholeCharacters() throws Exception {
    var sampling = Sampling.builder().maxOutput(40).build();
    List<ChatEvent> events =
        Reading.all(provider, "Repeat exactly: 😀 中文 naïve café 🎉🎉🎉", sampling);

    assertThat(events)
        .filteredOn(ChatEvent.Delta.class::isInstance)
        .extracting(event -> ((ChatEvent.Delta) event).text())
        .allSatisfy(text -> {
          assertThat(text).doesNotContain("\ufffd");
          assertThat(text.codePoints()).noneMatch(c -> c >= 0xd800 && c < 0xe000);
        });
    assertThat(Reading.text(events)).containsAnyOf("😀", "中", "ï", "é", "🎉");
  }

  @Test
  void chat_twoAtOnce_areBothRight() throws Exception {
    String other = "What is the capital of Italy?";
    for (int round = 0; round < 3; round++) {
      var france = answer(CAPITAL);
      var italy = answer(other);

      assertThat(france.join()).contains("Paris");
      assertThat(italy.join()).contains("Rome");
    }
  }

  @Test
  void chat_moreCallsThanAllowed_isOverloadedAtOnce() throws Exception {
    try (var first = Reading.open(provider, CAPITAL, Sampling.NONE);
        var second = Reading.open(provider, CAPITAL, Sampling.NONE);
        var third = Reading.open(provider, CAPITAL, Sampling.NONE)) {
      Reading.untilText(first);
      Reading.untilText(second);

      assertThatExceptionOfType(ProviderException.class)
          .isThrownBy(third::next)
          .satisfies(e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.OVERLOADED))
          .satisfies(e -> assertThat(e.error().retryAfter()).isPositive());
    }
    assertThat(answer(CAPITAL).join()).contains("Paris");
  }

  @Test
  void chat_sourceNeverRead_takesNoPlace() throws Exception {
    for (int i = 0; i < 5; i++) {
      Reading.open(provider, CAPITAL, Sampling.NONE).close();
    }
    assertThat(answer(CAPITAL).join()).contains("Paris");
  }

  @Test
  void capabilities_anyModel_areStreamingAndTheContext() {
    Capabilities capabilities = provider.capabilities("any");

    assertThat(capabilities.features()).containsExactly(Capabilities.STREAMING);
    assertThat(capabilities.contextWindow()).hasValue(CONTEXT);
    assertThat(provider.origins()).isEmpty();
  }

  private static CompletableFuture<String> answer(String prompt) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Reading.text(Reading.all(provider, prompt, Sampling.NONE));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        },
        task -> Thread.ofPlatform().start(task));
  }
}
