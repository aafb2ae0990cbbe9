package dev.patchbay.server.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.patchbay.spi.Annotation.Kind;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Usage.ModalityTokens;
import dev.patchbay.v1.Annotation;
import dev.patchbay.v1.Finish;
import dev.patchbay.v1.FinishReason;
import dev.patchbay.v1.SafetyRating;
import dev.patchbay.v1.Signature;
import dev.patchbay.v1.TokenLogprob;
import dev.patchbay.v1.Usage;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PartsTest {
  @Test
  void usage_partsThatAreNotKnown_stayUnset() {
    assertThat(Parts.usage(dev.patchbay.spi.Usage.of(3, 4), true))
        .isEqualTo(
            Usage.newBuilder().setInputTokens(3).setOutputTokens(4).setEstimated(true).build());
  }

  @Test
  void usage_partsThatAreZero_areSet() {
    Usage usage =
        Parts.usage(
            dev.patchbay.spi.Usage.of(30, 40)
                .withCacheRead(0)
                .withCacheWrite(2)
                .withReasoning(5)
                .withRaw("{\"x\":1}"),
            false);

    assertThat(usage.hasCacheReadInputTokens()).isTrue();
    assertThat(usage.getCacheWriteInputTokens()).isEqualTo(2);
    assertThat(usage.getReasoningOutputTokens()).isEqualTo(5);
    assertThat(usage.hasToolInputTokens()).isFalse();
    assertThat(usage.getRawJson()).isEqualTo("{\"x\":1}");
  }

  @ParameterizedTest
  @EnumSource
  void finishReason_each_hasTheSameName(ChatEvent.FinishReason reason) {
    assertThat(Parts.finishReason(reason).name()).isEqualTo("FINISH_REASON_" + reason.name());
  }

  @Test
  void finish_keepsTheProvidersWord() {
    var finished = ChatEvent.choiceFinished(0, ChatEvent.FinishReason.STOP, "end_turn");

    assertThat(Parts.finish(finished))
        .isEqualTo(
            Finish.newBuilder()
                .setReason(FinishReason.FINISH_REASON_STOP)
                .setRawReason("end_turn")
                .build());
  }

  @Test
  void finish_whatIsToldBeside_isCarried() {
    var finished =
        ChatEvent.choiceFinished(0, ChatEvent.FinishReason.CONTENT_FILTER, "SAFETY")
            .withStopSequence("END")
            .withMessage("blocked")
            .withSafety(
                List.of(
                    dev.patchbay.spi.SafetyRating.of("violence", "high", true, "output")
                        .withScore(0.5),
                    dev.patchbay.spi.SafetyRating.of("hate", null, false, null)));

    assertThat(Parts.finish(finished))
        .isEqualTo(
            Finish.newBuilder()
                .setReason(FinishReason.FINISH_REASON_CONTENT_FILTER)
                .setRawReason("SAFETY")
                .setStopSequence("END")
                .setMessage("blocked")
                .addSafety(
                    SafetyRating.newBuilder()
                        .setCategory("violence")
                        .setLevel("high")
                        .setScore(0.5)
                        .setBlocked(true)
                        .setSubject("output"))
                .addSafety(SafetyRating.newBuilder().setCategory("hate"))
                .build());
  }

  @Test
  void usage_byModality_isCarried() {
    Usage usage =
        Parts.usage(
            dev.patchbay.spi.Usage.of(30, 40)
                .withToolInput(7)
                .withModalities(List.of(new ModalityTokens("audio", 3, 4))),
            false);

    assertThat(usage.getToolInputTokens()).isEqualTo(7);
    assertThat(usage.getByModalityList())
        .containsExactly(
            dev.patchbay.v1.ModalityTokens.newBuilder()
                .setModality("audio")
                .setInputTokens(3)
                .setOutputTokens(4)
                .build());
  }

  @ParameterizedTest
  @EnumSource
  void annotation_eachKind_hasTheSameName(Kind kind) {
    var pointer = dev.patchbay.spi.Annotation.of(kind, null, null, "{}");

    assertThat(Parts.annotation(pointer).getKind().name()).isEqualTo("KIND_" + kind.name());
  }

  @Test
  void annotation_withSpan_hasBothEnds() {
    Annotation annotation =
        Parts.annotation(
            dev.patchbay.spi.Annotation.of(Kind.URL, "https://a", "A", "{\"t\":1}").span(0, 7));

    assertThat(annotation.hasStart()).isTrue();
    assertThat(annotation.getStart()).isZero();
    assertThat(annotation.getEnd()).isEqualTo(7);
    assertThat(annotation.getUri()).isEqualTo("https://a");
    assertThat(annotation.getTitle()).isEqualTo("A");
    assertThat(annotation.getExtraJson()).isEqualTo("{\"t\":1}");
  }

  @Test
  void annotation_withoutSpan_hasNoEnd() {
    var pointer = dev.patchbay.spi.Annotation.of(Kind.FILE, null, null, "{}");

    assertThat(Parts.annotation(pointer).hasStart()).isFalse();
    assertThat(Parts.annotation(pointer).hasEnd()).isFalse();
  }

  @Test
  void logprob_withAlternatives_leavesTheProvidersBufferAlone() {
    ByteBuffer utf8 = ByteBuffer.wrap("é".getBytes(UTF_8)).asReadOnlyBuffer();
    var other = dev.patchbay.spi.TokenLogprob.of("e", -2, null, List.of());

    TokenLogprob logprob =
        Parts.logprob(dev.patchbay.spi.TokenLogprob.of("é", -0.5, utf8, List.of(other)));

    assertThat(logprob.getToken()).isEqualTo("é");
    assertThat(logprob.getLogprob()).isEqualTo(-0.5);
    assertThat(logprob.getUtf8()).isEqualTo(ByteString.copyFromUtf8("é"));
    assertThat(logprob.getTop(0).getToken()).isEqualTo("e");
    assertThat(logprob.getTop(0).getUtf8()).isEqualTo(ByteString.EMPTY);
    assertThat(utf8.remaining()).isEqualTo(2);
  }

  @Test
  void logprobs_none_isTheEmptyList() {
    assertThat(Parts.logprobs(List.of())).isEmpty();
  }

  @Test
  void signature_sentBack_isTheSameText() {
    Signature signature = Parts.signature("sïgned==", "anthropic");

    var input =
        Requests.input()
            .addMessages(
                Requests.user("a")
                    .clearParts()
                    .addParts(Requests.text("b").setSignature(signature)))
            .build();
    var marks =
        CallTranslation.translate(input, false).call().messages().get(1).parts().get(0).marks();
    assertThat(marks.signature()).isEqualTo("sïgned==");
    assertThat(marks.mintedBy()).isEqualTo("anthropic");
  }
}
