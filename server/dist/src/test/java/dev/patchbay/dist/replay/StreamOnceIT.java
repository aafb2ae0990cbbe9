package dev.patchbay.dist.replay;

import static dev.patchbay.dist.replay.Callers.stream;
import static dev.patchbay.dist.replay.Callers.streamed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.StreamContract;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import io.grpc.Status.Code;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Streams over gRPC that are not resumable: a request with an id runs once. */
class StreamOnceIT {
  private static final Script HELLO = to -> to.stream(Sse.answer("Hello"));
  private static final Script BAD = to -> to.json(400, Sse.error("no such thing"));

  @Test
  void stream_sameRequestAfterItsEnd_getsTheSameEvents() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO, BAD);
        var gateway = Gateway.over(upstream)) {
      StreamCall first = stream(gateway, streamed("one"));
      List<StreamChatResponse> events = first.rest();

      StreamCall again = stream(gateway, streamed("one"));

      assertThat(again.rest()).isEqualTo(events);
      assertThat(StreamContract.check(events).text(0)).isEqualTo("Hello");
      assertThat(first.headers().get(Callers.REPLAYED)).isNull();
      assertThat(again.headers().get(Callers.REPLAYED)).isEqualTo("true");
      assertThat(again.headers().get(Callers.RESPONSE_ID))
          .isEqualTo(events.getFirst().getStarted().getResponseId());
      assertThat(events.getFirst().getStarted().hasResumeWindow()).isFalse();
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @Test
  void stream_sameRequestWhileItRuns_isToldToComeBack() throws Exception {
    var latch = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.answering(to ->
                to.head()
                    .chunk(Sse.text("Hello"))
                    .await(latch)
                    .chunk(Sse.finish("stop"))
                    .chunk(Sse.DONE)
                    .end());
        var gateway = Gateway.over(upstream)) {
      StreamCall first = stream(gateway, streamed("one"));
      first.next(KindCase.TEXT);

      Failure failure = stream(gateway, streamed("one")).failure();

      assertThat(failure.code()).isEqualTo(Code.ABORTED);
      assertThat(failure.reason()).isEqualTo("REQUEST_IN_PROGRESS");
      assertThat(failure.pushback()).isEqualTo(1000);
      latch.countDown();
      assertThat(first.end().status().isOk()).isTrue();
      assertThat(stream(gateway, streamed("one")).rest()).isNotEmpty();
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @Test
  void stream_sameIdForTheSameInputButWhole_isAnotherRequest() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(HELLO, to -> to.json(200, Sse.whole("Good day")));
        var gateway = Gateway.over(upstream)) {
      assertThat(stream(gateway, streamed("one")).rest()).isNotEmpty();

      assertThat(gateway.chat(Callers.unary("one")).getChoicesCount()).isEqualTo(1);
    }
  }

  @Test
  void stream_runThatBrokeOff_isForgotten() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.head().chunk(Sse.role()).chunk(Sse.text("Hel")).reset(), HELLO);
        var gateway = Gateway.over(upstream)) {
      StreamCall first = stream(gateway, streamed("one"));
      assertThat(first.failure().reason()).isEqualTo("STREAM_INTERRUPTED");

      StreamCall again = stream(gateway, streamed("one"));

      assertThat(StreamContract.check(again.rest()).text(0)).isEqualTo("Hello");
      assertThat(again.headers().get(Callers.REPLAYED)).isNull();
    }
  }

  @Test
  void stream_tooLargeToKeep_isNotRunAgainAndSaysSo() throws Exception {
    String piece = "x".repeat(16 * 1024);
    try (var upstream =
            ScriptedUpstream.answering(to -> {
              to.head().chunk(Sse.role());
              for (int i = 0; i < 70; i++) {
                to.chunk(Sse.text(piece));
              }
              to.chunk(Sse.finish("stop")).chunk(Sse.DONE).end();
            });
        var gateway = Gateway.over(upstream)) {
      assertThat(stream(gateway, streamed("one")).end().status().isOk()).isTrue();

      Failure failure = stream(gateway, streamed("one")).failure();

      assertThat(failure.code()).isEqualTo(Code.OUT_OF_RANGE);
      assertThat(failure.reason()).isEqualTo("RESUME_EXPIRED");
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }
}
