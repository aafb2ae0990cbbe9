package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.StreamContract;
import dev.patchbay.v1.RouteChanged;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A silent provider is told to the caller, who knows so that the call lives. */
class HeartbeatIT {
  @Test
  void streamChat_slowFirstToken_startedAndHeartbeatThenContent() throws Exception {
    var go = new CountDownLatch(1);
    try (var upstream = ScriptedUpstream.answering(to -> to.await(go).stream(Sse.answer("Hello")));
        var gateway = Gateway.over(upstream)) {
      StreamCall call = gateway.stream(everySecond());
      List<StreamChatResponse> events = new ArrayList<>(List.of(call.next(), call.next()));
      go.countDown();
      events.addAll(call.rest());
      StreamContract stream = StreamContract.check(events);

      assertThat(stream.kinds())
          .startsWith(KindCase.STARTED, KindCase.HEARTBEAT, KindCase.BLOCK_STARTED, KindCase.TEXT)
          .endsWith(KindCase.COMPLETED);
      assertThat(events.get(1).getSequence()).isEqualTo(1);
      assertThat(events.get(1).getHeartbeat().getPhase()).isEqualTo("waiting_first_token");
      assertThat(events.get(1).getHeartbeat().getElapsed().getSeconds()).isEqualTo(1);
      assertThat(stream.first().getStarted().getHeartbeatInterval().getSeconds()).isEqualTo(1);
      assertThat(call.end().status().getCode()).isEqualTo(Status.Code.OK);
    }
  }

  @Test
  void streamChat_silenceAfterContent_heartbeatRepeatsTheNumber() throws Exception {
    var go = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.answering(to -> {
              to.head().chunk(Sse.text("Hel")).await(go);
              to.chunk(Sse.text("lo") + Sse.finish("stop") + Sse.DONE).end();
            });
        var gateway = Gateway.over(upstream)) {
      StreamCall call = gateway.stream(everySecond());
      StreamChatResponse text = call.next(KindCase.TEXT);
      StreamChatResponse heartbeat = call.next();
      go.countDown();

      assertThat(heartbeat.getHeartbeat().getPhase()).isEqualTo("generating");
      assertThat(heartbeat.getSequence()).isEqualTo(text.getSequence());
      assertThat(call.next(KindCase.TEXT).getSequence()).isEqualTo(text.getSequence() + 1);
      assertThat(call.end().status().getCode()).isEqualTo(Status.Code.OK);
    }
  }

  @Test
  void streamChat_failsAfterTheOpening_routeChangedWithNoOutputLost() throws Exception {
    var go = new CountDownLatch(1);
    try (var first = ScriptedUpstream.answering(to -> to.await(go).json(500, Sse.error("oops")));
        var second = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(first, second)) {
      StreamCall call = gateway.stream(everySecond());
      List<StreamChatResponse> events = new ArrayList<>(List.of(call.next(), call.next()));
      go.countDown();
      events.addAll(call.rest());
      StreamContract stream = StreamContract.check(events);

      assertThat(stream.kinds())
          .startsWith(KindCase.STARTED, KindCase.HEARTBEAT, KindCase.ROUTE_CHANGED);
      assertThat(stream.first().getStarted().getRoute().getEndpoint()).isEqualTo("first");
      RouteChanged changed = events.get(2).getRouteChanged();
      assertThat(changed.getEffect()).isEqualTo(RouteChanged.Effect.EFFECT_NO_OUTPUT_LOST);
      assertThat(changed.getRoute().getEndpoint()).isEqualTo("second");
      assertThat(changed.getRoute().getAttempt()).isEqualTo(2);
      assertThat(changed.getFailed().getErrorReason()).isEqualTo("PROVIDER_ERROR");
      assertThat(stream.text(0)).isEqualTo("Hello");
      assertThat(call.end().status().getCode()).isEqualTo(Status.Code.OK);
    }
  }

  @Test
  void streamChat_failsForGoodAfterTheOpening_interruptedWithTheReason() throws Exception {
    var go = new CountDownLatch(1);
    try (var first = ScriptedUpstream.answering(to -> to.await(go).json(500, Sse.error("oops")));
        var gateway = Gateway.over(first)) {
      StreamCall call = gateway.stream(everySecond());
      List<StreamChatResponse> events = new ArrayList<>(List.of(call.next(), call.next()));
      go.countDown();
      events.addAll(call.rest());
      StreamContract stream = StreamContract.check(events);

      assertThat(stream.last().getInterrupted().getReason()).isEqualTo("PROVIDER_ERROR");
      assertThat(call.failure().reason()).isEqualTo("PROVIDER_ERROR");
      assertThat(call.failure().metadata()).containsEntry("outputSent", "false");
    }
  }

  private static StreamChatRequest everySecond() {
    var request = Ask.streamed().toBuilder();
    request.getStreamBuilder().setHeartbeatInterval(Duration.newBuilder().setSeconds(1));
    return request.build();
  }
}
