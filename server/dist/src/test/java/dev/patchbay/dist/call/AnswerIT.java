package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.StreamContract;
import dev.patchbay.v1.BlockStarted;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.Completed;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import org.junit.jupiter.api.Test;

/** The events of an answer through this door; its content is told for both doors. */
class AnswerIT {
  private static final Metadata.Key<String> REQUEST_ID =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> RESPONSE_ID =
      Metadata.Key.of("x-patchbay-response-id", Metadata.ASCII_STRING_MARSHALLER);

  @Test
  void streamChat_wholeAnswer_startedBlocksDeltasCompletedThenOk() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to ->
                to.stream(
                    Sse.role(),
                    Sse.text("Hel"),
                    Sse.text("lo"),
                    Sse.finish("stop"),
                    Sse.usage(7, 2),
                    Sse.DONE));
        var gateway = Gateway.over(upstream)) {
      StreamCall call = gateway.stream(Ask.streamed());
      StreamContract stream = StreamContract.check(call.rest());

      assertThat(call.end().status().getCode()).isEqualTo(Status.Code.OK);
      assertThat(stream.kinds())
          .startsWith(KindCase.STARTED, KindCase.BLOCK_STARTED, KindCase.TEXT)
          .endsWith(KindCase.BLOCK_ENDED, KindCase.CHOICE_FINISHED, KindCase.COMPLETED);
      assertThat(stream.block(0).getKind()).isEqualTo(BlockStarted.Kind.KIND_TEXT);
      assertThat(stream.text(0)).isEqualTo("Hello");
      Completed completed = stream.last().getCompleted();
      assertThat(completed.getUsage().getInputTokens()).isEqualTo(7);
      assertThat(completed.getUsage().getOutputTokens()).isEqualTo(2);
      assertThat(completed.getUsage().getEstimated()).isFalse();
      assertThat(completed.getTiming().hasTimeToFirstToken()).isTrue();
    }
  }

  @Test
  void streamChat_started_tellsRouteLimitsAndIds() throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(upstream)) {
      var metadata = new Metadata();
      metadata.put(REQUEST_ID, "mine-1");
      StreamCall call = gateway.stream(Ask.streamed(), CallOptions.DEFAULT, metadata);
      var started = StreamContract.check(call.rest()).first().getStarted();

      assertThat(call.headers().get(REQUEST_ID)).isEqualTo("mine-1");
      assertThat(call.end().trailers().get(REQUEST_ID)).isEqualTo("mine-1");
      assertThat(call.headers().get(RESPONSE_ID)).isEqualTo(started.getResponseId()).isNotEmpty();
      assertThat(started.getModel()).isEqualTo("m");
      assertThat(started.getRoute().getEndpoint()).isEqualTo("first");
      assertThat(started.getRoute().getProvider()).isEqualTo("openai");
      assertThat(started.getRoute().getUpstreamModel()).isEqualTo("upstream-model");
      assertThat(started.getRoute().getAttempt()).isEqualTo(1);
      assertThat(started.getHeartbeatInterval().getSeconds()).isEqualTo(15);
      assertThat(started.getEffectiveTimeout().getSeconds()).isEqualTo(600);
      assertThat(started.getFailedAttemptsList()).isEmpty();
    }
  }

  @Test
  void chat_wholeAnswer_tellsWhatTheStreamTells() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.stream(Sse.answer("Hello, you")),
                to -> to.json(200, Sse.whole("Hello, you")));
        var gateway = Gateway.over(upstream)) {
      StreamContract stream = StreamContract.check(gateway.stream(Ask.streamed()).rest());
      ChatResponse whole = gateway.chat(Ask.unary());

      assertThat(whole.getUsage()).isEqualTo(stream.last().getCompleted().getUsage());
      assertThat(whole.getRoute()).isEqualTo(stream.first().getStarted().getRoute());
      assertThat(whole.getModel()).isEqualTo("m");
      assertThat(whole.getResponseId()).isNotEmpty();
    }
  }

  @Test
  void streamChat_surrogatePairCutOverDeltas_deltasEndBetweenCodePoints() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to ->
                to.stream(
                    Sse.text("tea \\ud83c"),
                    Sse.text("\\udf75"),
                    Sse.text("\\ud83d"),
                    Sse.text("\\ude80!"),
                    Sse.finish("stop"),
                    Sse.DONE));
        var gateway = Gateway.over(upstream)) {
      StreamContract stream = StreamContract.check(gateway.stream(Ask.streamed()).rest());

      assertThat(stream.text(0)).isEqualTo("tea 🍵🚀!");
    }
  }

  @Test
  void streamChat_usageUpdatesAskedFor_tellsUsageBeforeTheEnd() throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(upstream)) {
      var request = Ask.streamed().toBuilder();
      request.getStreamBuilder().setIncludeUsageUpdates(true);
      StreamContract stream = StreamContract.check(gateway.stream(request.build()).rest());

      assertThat(stream.kinds()).containsOnlyOnce(KindCase.USAGE_UPDATED);
    }
  }
}
