package dev.patchbay.dist.replay;

import static dev.patchbay.dist.replay.Callers.resumable;
import static dev.patchbay.dist.replay.Callers.resume;
import static dev.patchbay.dist.replay.Callers.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.UpstreamSocket;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import io.grpc.CallOptions;
import io.grpc.Status.Code;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CancelChat stops a stream, whoever reads it. */
class CancelChatIT {
  private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(350);
  private static final Script HELLO = to -> to.stream(Sse.answer("Hello"));
  private static final Script ENDLESS = to -> to.head().chunk(Sse.role()).tick(Sse.text("Hello "));

  static Stream<StreamChatRequest> requests() {
    return Stream.of(Ask.streamed(), Callers.streamed("one"), resumable(), resumable("one"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void cancel_runningStream_stopsTheProviderAtOnceAndTellsItsReader(StreamChatRequest request)
      throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO, ENDLESS);
        var gateway = Gateway.over(upstream)) {
      warm(gateway);
      StreamCall call = stream(gateway, request);
      String id = call.next().getStarted().getResponseId();
      call.next(KindCase.TEXT);
      var ignored = upstream.next();
      UpstreamSocket socket = upstream.next().socket();

      long now = System.nanoTime();
      assertThat(Callers.cancel(gateway, id)).isTrue();

      assertThat(socket.peerClosedAt() - now).as("ns until the close").isLessThan(LIMIT);
      Failure failure = call.failure();
      assertThat(failure.code()).isEqualTo(Code.CANCELLED);
      assertThat(failure.reason()).isEqualTo("CALL_CANCELLED");
      StreamChatResponse last = call.rest().getLast();
      assertThat(last.getInterrupted().getReason()).isEqualTo("CALL_CANCELLED");
      assertThat(last.getInterrupted().getResumable())
          .isEqualTo(request.getStream().getResumable());
    }
  }

  private static void warm(Gateway gateway) {
    assertThat(stream(gateway, Ask.streamed()).rest()).isNotEmpty();
    Failure unknown = Failure.of(() -> Callers.cancel(gateway, "resp_no"));
    assertThat(unknown.reason()).isEqualTo("RESPONSE_NOT_FOUND");
  }

  @Test
  void cancel_streamWithoutAReader_stopsTheProviderAndKeepsItsEnd() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ENDLESS, HELLO);
        var gateway = Gateway.over(upstream)) {
      StreamCall call = stream(gateway, resumable("one"));
      String id = call.next().getStarted().getResponseId();
      call.next(KindCase.TEXT);
      call.cancel();
      Callers.seen(gateway.channel());
      UpstreamSocket socket = upstream.next().socket();
      assertThat(socket.isPeerClosed()).isFalse();

      assertThat(Callers.cancel(gateway, id)).isTrue();

      assertThat(socket.peerClosedAt()).isPositive();
      StreamCall again = resume(gateway, id, 0);
      assertThat(again.failure().reason()).isEqualTo("CALL_CANCELLED");
      assertThat(again.rest().getLast().hasInterrupted()).isTrue();
      List<StreamChatResponse> anew = stream(gateway, resumable("one")).rest();
      assertThat(anew.getLast().hasCompleted()).isTrue();
    }
  }

  @Test
  void cancel_streamThatHasEnded_saysSoIfItIsKept() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = Gateway.over(upstream)) {
      String kept = stream(gateway, resumable()).rest().getFirst().getStarted().getResponseId();
      String gone = stream(gateway, Ask.streamed()).rest().getFirst().getStarted().getResponseId();

      assertThat(Callers.cancel(gateway, kept)).isFalse();
      Failure failure = Failure.of(() -> Callers.cancel(gateway, gone));
      assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
      assertThat(failure.reason()).isEqualTo("RESPONSE_NOT_FOUND");
    }
  }

  @Test
  void cancel_anotherKeysStream_isNotFoundAndTheStreamGoesOn() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ENDLESS);
        var gateway = Callers.withKeys(upstream)) {
      StreamCall call =
          gateway.stream(Ask.streamed(), CallOptions.DEFAULT, Callers.key(Callers.ANN));
      String id = call.next().getStarted().getResponseId();

      Failure failure = Failure.of(() -> Callers.cancel(gateway, id, Callers.key(Callers.BOB)));

      assertThat(failure.reason()).isEqualTo("RESPONSE_NOT_FOUND");
      call.next(KindCase.TEXT);
      call.next(KindCase.TEXT);
      assertThat(Callers.cancel(gateway, id, Callers.key(Callers.ANN))).isTrue();
      assertThat(call.failure().reason()).isEqualTo("CALL_CANCELLED");
    }
  }
}
