package dev.patchbay.dist.replay;

import static dev.patchbay.dist.replay.Callers.ask;
import static dev.patchbay.dist.replay.Callers.unary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.replay.Callers.Asked;
import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.Vectors;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.EmbedRequest;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whole answers over gRPC: a request with an id runs once. */
class ChatOnceIT {
  private static final Script HELLO = to -> to.json(200, Sse.whole("Hello"));
  private static final Script BAD = to -> to.json(400, Sse.error("no such thing"));

  private static Script once(CountDownLatch latch, Script then) {
    return to -> then.play(to.await(latch));
  }

  @Test
  void chat_sameRequestFromManyConnectionsAtOnce_runsOnce() throws Exception {
    var latch = new CountDownLatch(1);
    var channels = new ArrayList<ManagedChannel>();
    try (var upstream = ScriptedUpstream.answering(once(latch, HELLO), BAD);
        var gateway = Gateway.over(upstream)) {
      var all = new ArrayList<Asked>();
      for (int i = 0; i < 24; i++) {
        ManagedChannel channel = gateway.connect(64 * 1024);
        channels.add(channel);
        all.add(ask(channel, unary("one")));
      }
      channels.forEach(Callers::seen);
      latch.countDown();

      List<ChatResponse> answers = all.stream().map(Asked::answer).toList();

      assertThat(answers).containsOnly(answers.getFirst());
      assertThat(all).filteredOn(Asked::isReplayed).hasSize(all.size() - 1);
      assertThat(all)
          .extracting(asked -> asked.headers().get(Callers.RESPONSE_ID))
          .containsOnly(answers.getFirst().getResponseId());
      assertThat(upstream.arrived()).isEqualTo(1);
    } finally {
      channels.forEach(ManagedChannel::shutdownNow);
    }
  }

  @Test
  void chat_sameRequestAfterItsAnswer_getsTheSameAnswerMarkedAsReplayed() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO, BAD);
        var gateway = Gateway.over(upstream)) {
      Asked first = ask(gateway.channel(), unary("one"));
      ChatResponse answer = first.answer();

      Asked again = ask(gateway.channel(), unary("one"));

      assertThat(again.answer()).isEqualTo(answer);
      assertThat(first.isReplayed()).isFalse();
      assertThat(again.isReplayed()).isTrue();
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @Test
  void chat_idInTheMetadata_isTheSameId() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO, BAD);
        var gateway = Gateway.over(upstream)) {
      ChatResponse answer = ask(gateway.channel(), unary("one")).answer();

      Asked again =
          ask(
              gateway.channel(),
              Ask.unary(),
              Callers.metadata("idempotency-key", "one"),
              CallOptions.DEFAULT);

      assertThat(again.answer()).isEqualTo(answer);
      assertThat(again.isReplayed()).isTrue();
    }
  }

  @Test
  void chat_idThatIsTooLongInTheMetadata_isRefused() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = Gateway.over(upstream)) {
      Metadata tooLong = Callers.metadata("idempotency-key", "i".repeat(129));

      Asked asked = ask(gateway.channel(), Ask.unary(), tooLong, CallOptions.DEFAULT);

      Failure failure = Failure.of(asked::answer);
      assertThat(failure.reason()).isEqualTo("INVALID_REQUEST");
      assertThat(failure.fields()).containsExactly("metadata idempotency-key");
    }
  }

  @Test
  void chat_sameIdForAnotherRequest_isAConflict() throws Exception {
    var latch = new CountDownLatch(1);
    try (var upstream = ScriptedUpstream.answering(once(latch, HELLO), HELLO);
        var gateway = Gateway.over(upstream)) {
      Asked first = ask(gateway.channel(), unary("one"));
      ChatRequest.Builder other = unary("one").toBuilder();
      other.getInputBuilder().getSamplingBuilder().setTopP(0.5);

      Failure whileItRuns = Failure.of(() -> gateway.chat(other.build()));
      latch.countDown();
      var ignored = first.answer();
      Failure afterwards = Failure.of(() -> gateway.chat(other.build()));

      for (Failure failure : List.of(whileItRuns, afterwards)) {
        assertThat(failure.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(failure.reason()).isEqualTo("IDEMPOTENCY_CONFLICT");
        assertThat(failure.pushback()).isEqualTo(-1);
      }
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @Test
  void chat_sameIdOfAnotherKey_isAnotherRequest() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(HELLO, to -> to.json(200, Sse.whole("Good day")));
        var gateway = Callers.withKeys(upstream)) {
      ChatResponse ann = as(gateway, Callers.ANN).answer();
      Asked bob = as(gateway, Callers.BOB);

      assertThat(bob.answer()).isNotEqualTo(ann);
      assertThat(bob.isReplayed()).isFalse();
      assertThat(as(gateway, Callers.ANN).answer()).isEqualTo(ann);
      assertThat(upstream.arrived()).isEqualTo(2);
    }
  }

  private static Asked as(Gateway gateway, String key) {
    return ask(gateway.channel(), unary("one"), Callers.key(key), CallOptions.DEFAULT);
  }

  @Test
  void chat_runThatFails_failsAllWhoWaitAndIsForgotten() throws Exception {
    var latch = new CountDownLatch(1);
    try (var upstream = ScriptedUpstream.answering(once(latch, BAD), HELLO);
        var gateway = Gateway.over(upstream)) {
      Asked first = ask(gateway.channel(), unary("one"));
      Asked second = ask(gateway.channel(), unary("one"));
      Callers.seen(gateway.channel());
      latch.countDown();

      assertThat(Failure.of(first::answer).reason()).isEqualTo("INVALID_REQUEST");
      assertThat(Failure.of(second::answer).reason()).isEqualTo("INVALID_REQUEST");
      assertThat(upstream.arrived()).isEqualTo(1);
      Asked third = ask(gateway.channel(), unary("one"));
      assertThat(third.answer().getChoicesCount()).isEqualTo(1);
      assertThat(third.isReplayed()).isFalse();
    }
  }

  @Test
  void chat_firstCallerLeaves_theOtherGetsTheAnswer() throws Exception {
    var latch = new CountDownLatch(1);
    try (var upstream = ScriptedUpstream.answering(once(latch, HELLO), BAD);
        var gateway = Gateway.over(upstream)) {
      Asked first = ask(gateway.channel(), unary("one"));
      Asked second = ask(gateway.channel(), unary("one"));
      Callers.seen(gateway.channel());
      first.cancel();
      Callers.seen(gateway.channel());
      latch.countDown();

      assertThat(second.answer().getChoicesCount()).isEqualTo(1);
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @Test
  void chat_allCallersLeave_stopsTheProviderAndForgetsTheRun() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE, HELLO);
        var gateway = Gateway.over(upstream)) {
      Asked first = ask(gateway.channel(), unary("one"));
      Asked second = ask(gateway.channel(), unary("one"));
      Callers.seen(gateway.channel());
      var arrived = upstream.next();
      first.cancel();
      second.cancel();

      assertThat(arrived.socket().peerClosedAt()).isPositive();
      assertThat(ask(gateway.channel(), unary("one")).answer().getChoicesCount()).isEqualTo(1);
    }
  }

  @Test
  void chat_waitingCallersOwnTimeIsOver_failsForThatCallerAlone() throws Exception {
    var latch = new CountDownLatch(1);
    try (var upstream = ScriptedUpstream.answering(once(latch, HELLO), BAD);
        var gateway = Gateway.over(upstream)) {
      Asked first = ask(gateway.channel(), unary("one"));
      Asked hasty =
          ask(
              gateway.channel(),
              unary("one"),
              new Metadata(),
              CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.SECONDS));

      assertThat(Failure.of(hasty::answer).code()).isEqualTo(Code.DEADLINE_EXCEEDED);
      latch.countDown();
      assertThat(first.answer().getChoicesCount()).isEqualTo(1);
    }
  }

  @Test
  void chat_answerThatIsTooLargeToKeep_isNotRunAgainAndSaysSo() throws Exception {
    String large = "x".repeat(1024 * 1024);
    try (var upstream = ScriptedUpstream.answering(to -> to.json(200, Sse.whole(large)), HELLO);
        var gateway = Gateway.over(upstream)) {
      assertThat(ask(gateway.channel(), unary("one")).answer().getSerializedSize())
          .isGreaterThan(large.length());

      Failure failure = Failure.of(() -> gateway.chat(unary("one")));

      assertThat(failure.code()).isEqualTo(Code.OUT_OF_RANGE);
      assertThat(failure.reason()).isEqualTo("RESUME_EXPIRED");
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @Test
  void embed_sameRequestAfterItsAnswer_getsTheSameAnswer() throws Exception {
    Script vectors = to -> to.json(200, Vectors.base64(new float[] {1, 2}));
    try (var upstream = ScriptedUpstream.answering(vectors, BAD);
        var gateway = Gateway.over(upstream)) {
      EmbedRequest.Builder request = Vectors.ask("one");
      request.getOptionsBuilder().setRequestId("one");

      assertThat(gateway.embed(request.build())).isEqualTo(gateway.embed(request.build()));
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }
}
