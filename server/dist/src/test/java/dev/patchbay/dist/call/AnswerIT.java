package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Conversation;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.StreamContract;
import dev.patchbay.v1.BlockStarted;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.Completed;
import dev.patchbay.v1.FinishReason;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a caller gets when all goes well. */
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
  void streamChat_toUpstream_asksForTheTargetsModelWithTheKey() throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(upstream)) {
      gateway.stream(Ask.streamed()).end();
      var request = upstream.next().request();

      assertThat(request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
      assertThat(request.headers())
          .containsEntry("authorization", "Bearer secret")
          .containsEntry("host", "127.0.0.1:" + upstream.port())
          .doesNotContainKey("accept-encoding");
      assertThat(request.body())
          .contains("\"model\":\"upstream-model\"")
          .contains("\"stream\":true")
          .contains("How are you?");
    }
  }

  @Test
  void chat_wholeAnswer_equalsTheJoinedStream() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.stream(Sse.answer("Hello, you")),
                to -> to.json(200, Sse.whole("Hello, you")));
        var gateway = Gateway.over(upstream)) {
      StreamContract stream = StreamContract.check(gateway.stream(Ask.streamed()).rest());
      ChatResponse whole = gateway.chat(Ask.unary());

      assertThat(whole.getChoices(0).getMessage().getParts(0).getText().getText())
          .isEqualTo(stream.text(0))
          .isEqualTo("Hello, you");
      assertThat(whole.getChoices(0).getFinish().getReason())
          .isEqualTo(FinishReason.FINISH_REASON_STOP);
      assertThat(whole.getUsage()).isEqualTo(stream.last().getCompleted().getUsage());
      assertThat(whole.getRoute()).isEqualTo(stream.first().getStarted().getRoute());
      assertThat(whole.getModel()).isEqualTo("m");
      assertThat(whole.getResponseId()).isNotEmpty();
    }
  }

  @Test
  void streamChat_parallelTools_oneBlockForEachCall() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to ->
                to.stream(
                    Sse.role(),
                    Sse.tool(0, "call_a", "weather", ""),
                    Sse.arguments(0, "{\\\"city\\\":"),
                    Sse.arguments(0, "\\\"Paris\\\"}"),
                    Sse.tool(1, "call_b", "time", "{"),
                    Sse.arguments(1, "}"),
                    Sse.finish("tool_calls"),
                    Sse.DONE));
        var gateway = Gateway.over(upstream)) {
      StreamContract stream = StreamContract.check(gateway.stream(Ask.streamed()).rest());

      assertThat(stream.blocks()).isEqualTo(2);
      assertThat(stream.block(0).getHead().getToolCall().getCallId()).isEqualTo("call_a");
      assertThat(stream.block(0).getHead().getToolCall().getName()).isEqualTo("weather");
      assertThat(stream.text(0)).isEqualTo("{\"city\":\"Paris\"}");
      assertThat(stream.block(1).getHead().getToolCall().getName()).isEqualTo("time");
      assertThat(stream.text(1)).isEqualTo("{}");
      assertThat(stream.last().getCompleted().getUsage().getEstimated()).isTrue();
    }
  }

  @Test
  void chat_parallelTools_onePartForEachCall() throws Exception {
    String body =
        Sse.whole("")
            .replace(
                "\"content\":\"\"",
                "\"content\":null,\"tool_calls\":["
                    + "{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                    + "{\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]")
            .replace("\"stop\"", "\"tool_calls\"");
    try (var upstream = ScriptedUpstream.answering(to -> to.json(200, body));
        var gateway = Gateway.over(upstream)) {
      var choice = gateway.chat(Ask.unary()).getChoices(0);

      assertThat(choice.getFinish().getReason()).isEqualTo(FinishReason.FINISH_REASON_TOOL_CALLS);
      assertThat(choice.getMessage().getPartsList().stream().map(Part::getToolCall))
          .extracting("callId", "name", "arguments")
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("a", "f", "{}"),
              org.assertj.core.groups.Tuple.tuple("b", "g", "{}"));
    }
  }

  @Test
  void streamChat_cutInsideUtf8_textIsWhole() throws Exception {
    String text = "Grüße, Чашка, 茶碗, 🍵👩‍🚀 €";
    try (var upstream = ScriptedUpstream.answering(to -> byteByByte(to, Sse.answer(text)));
        var gateway = Gateway.over(upstream)) {
      StreamContract stream = StreamContract.check(gateway.stream(Ask.streamed()).rest());

      assertThat(stream.text(0)).isEqualTo(text);
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

  /** Each byte in a chunk and, mostly, in a read of its own. */
  private static void byteByByte(Conversation to, String... events) throws java.io.IOException {
    to.head();
    for (byte b : String.join("", Arrays.asList(events)).getBytes(StandardCharsets.UTF_8)) {
      to.chunk(new byte[] {b});
    }
    to.end();
  }
}
