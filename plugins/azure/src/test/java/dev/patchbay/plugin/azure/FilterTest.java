package dev.patchbay.plugin.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.SafetyRating;
import dev.patchbay.spi.testkit.RecordedCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Azure alone says, out of its recordings. */
final class FilterTest {
  private record Head(RecordedCase recorded) implements ResponseHead {
    @Override
    public int status() {
      return recorded.status();
    }

    @Override
    public @Nullable String header(String name) {
      return recorded.headers().get(name);
    }
  }

  private static List<ChatEvent> events(RecordedCase recorded) {
    ChatCall call =
        ChatCall.builder("d", List.of(Message.of(Message.USER, "Hi"))).stream(recorded.streamed())
            .build();
    Decoder<ChatEvent> decoder =
        ((Exchange<ChatEvent>) Wire.provider(Map.of()).chat(call)).decoder();
    List<ChatEvent> events = new ArrayList<>();
    decoder.head(new Head(recorded), events::add);
    decoder.bytes(recorded.body(), 0, recorded.body().length, events::add);
    decoder.end(true, events::add);
    return events;
  }

  private static RecordedCase recorded(String name) {
    return Recordings.of("azure-openai").stream()
        .filter(found -> found.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static <E> E only(List<ChatEvent> events, Class<E> type) {
    List<E> all = events.stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static ProviderError error(RecordedCase recorded) {
    return only(events(recorded), ChatEvent.Failed.class).error();
  }

  private static SafetyRating safe(String category, String subject) {
    return SafetyRating.of(category, "safe", false, subject);
  }

  @Test
  void chat_filteredAnswer_isRated() {
    ChatEvent.ChoiceFinished finished =
        only(events(recorded("unary-content-filter")), ChatEvent.ChoiceFinished.class);
    assertThat(finished.reason()).isEqualTo(FinishReason.CONTENT_FILTER);
    assertThat(finished.safety())
        .contains(
            safe("hate", SafetyRating.INPUT),
            SafetyRating.of("hate", "high", true, SafetyRating.OUTPUT),
            safe("violence", SafetyRating.OUTPUT))
        .hasSize(8);
  }

  @Test
  void chat_filterBroken_isToldOnce() {
    ChatEvent.ChoiceFinished finished =
        only(events(recorded("stream-filter-unavailable")), ChatEvent.ChoiceFinished.class);
    assertThat(finished.safety())
        .contains(
            SafetyRating.of("jailbreak", null, false, SafetyRating.INPUT),
            SafetyRating.of(
                "content_filter_error",
                "The contents are not filtered",
                false,
                SafetyRating.OUTPUT))
        .hasSize(6);
  }

  /** SYNTHETIC: in the form of the recordings, but with a finding in the middle. */
  @Test
  void chat_piecesRatedApart_worstCounts() {
    String body =
        piece("{'hate':{'filtered':false,'severity':'safe'},'leak':{'detected':false}}", "null")
            + piece("{'hate':{'filtered':false,'severity':'low'},'leak':{'detected':true}}", "null")
            + piece(
                "{'hate':{'filtered':false,'severity':'safe'},'leak':{'filtered':false}}", "null")
            + piece("{}", "'stop'");
    RecordedCase stream =
        RecordedCase.of(
            "synthetic",
            200,
            Map.of("content-type", "text/event-stream"),
            body.getBytes(UTF_8),
            true);
    assertThat(only(events(stream), ChatEvent.ChoiceFinished.class).safety())
        .containsExactly(
            SafetyRating.of("hate", "low", false, SafetyRating.OUTPUT),
            SafetyRating.of("leak", "detected", false, SafetyRating.OUTPUT));
  }

  private static String piece(String ratings, String finish) {
    String chunk =
        "{'model':'m','choices':[{'index':0,'delta':{'content':'x'},'content_filter_results':"
            + ratings
            + ",'finish_reason':"
            + finish
            + "}]}";
    return "data: " + chunk.replace('\'', '"') + "\n\n";
  }

  @Test
  void chat_routedModel_isTheOneThatAnswers() {
    List<ChatEvent> events = events(recorded("stream-model-router"));
    assertThat(only(events, ChatEvent.Started.class).model()).isEqualTo("gpt-5-nano-2025-08-07");
    assertThat(only(events, ChatEvent.ChoiceFinished.class).safety()).hasSize(9);
  }

  @Test
  void chat_tooMany_tellsWhenToAskAgain() {
    ProviderError error = error(recorded("err-429-retry-after"));
    assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(error.requestId()).isEqualTo("d3be1dcd-5e15-488e-b48f-a3066967d205");
    assertThat(error.code()).isEqualTo("RateLimitReached");
  }

  @Test
  void chat_noDeployment_isToldByItsCode() {
    assertThat(error(recorded("err-404-model")).code()).isEqualTo("DeploymentNotFound");
  }

  @Test
  void chat_filteredPrompt_isBlocked() {
    ProviderError error = error(SyntheticErrors.cases().findFirst().orElseThrow());
    assertThat(error.code()).isEqualTo("content_filter");
    assertThat(error.message()).startsWith("The response was filtered");
    assertThat(error.requestId()).isEqualTo("apim-1");
  }
}
