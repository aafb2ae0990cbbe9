package dev.patchbay.dist.replay;

import static dev.patchbay.dist.replay.Callers.resumable;
import static dev.patchbay.dist.replay.Callers.resume;
import static dev.patchbay.dist.replay.Callers.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.StreamContract;
import dev.patchbay.dist.support.UpstreamSocket;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Resumable streams: the answer goes on without its reader, who takes it up again. */
class ResumeIT {
  private static final Script HELLO = to -> to.stream(Sse.answer("Hello"));

  private static Script tokens(int from, int count) {
    return to -> {
      for (int i = from; i < from + count; i++) {
        to.chunk(Sse.text("t" + i + " "));
      }
    };
  }

  private static String joined(int count) {
    return String.join("", IntStream.range(0, count).mapToObj(i -> "t" + i + " ").toList());
  }

  private static Script ending() {
    return to -> to.chunk(Sse.finish("stop")).chunk(Sse.usage(7, 2)).chunk(Sse.DONE).end();
  }

  /** Begins an answer, waits, and goes on to its end. */
  private static Script halting(int before, CountDownLatch latch, int after) {
    return to -> {
      to.head().chunk(Sse.role());
      tokens(0, before).play(to);
      to.await(latch);
      tokens(before, after).play(to);
      ending().play(to);
    };
  }

  static LongStream seeds() {
    return new Random().longs(6);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void resume_afterLostConnectionsAnywhere_losesNothingAndRepeatsNothing(long seed)
      throws Exception {
    var random = new Random(seed);
    int tokens = 200 + random.nextInt(800);
    try (var upstream = ScriptedUpstream.answering(halting(tokens, new CountDownLatch(0), 0));
        var gateway = Gateway.over(upstream)) {
      var events = new ArrayList<StreamChatResponse>();
      String id = null;
      boolean ended = false;
      while (!ended) {
        // A connection of its own, which may be on any loop, and is then lost as a whole.
        ManagedChannel channel = gateway.connect(8 * 1024);
        try {
          StreamCall call =
              id == null
                  ? StreamCall.open(channel, resumable(), CallOptions.DEFAULT, new Metadata())
                  : StreamCall.resume(channel, Callers.after(id, events.size()), new Metadata());
          ended = read(call, 1 + random.nextInt(tokens / 4), events);
          id = events.getFirst().getStarted().getResponseId();
        } finally {
          channel.shutdownNow();
        }
      }

      var checked = StreamContract.check(events);
      assertThat(checked.last().hasCompleted()).as("seed %d", seed).isTrue();
      assertThat(checked.text(0)).as("seed %d", seed).isEqualTo(joined(tokens));
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  private static boolean read(StreamCall call, int count, List<StreamChatResponse> into)
      throws InterruptedException {
    for (int i = 0; i < count; i++) {
      call.request(1);
      StreamChatResponse event = call.next();
      into.add(event);
      if (event.hasCompleted()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void resume_whileTheAnswerGoesOn_readsWhatWasMissedAndThenLives() throws Exception {
    var latch = new CountDownLatch(1);
    try (var upstream = ScriptedUpstream.answering(halting(5, latch, 5));
        var gateway = Gateway.over(upstream)) {
      StreamCall first = stream(gateway, resumable());
      StreamChatResponse started = first.next();
      var events = new ArrayList<>(List.of(started, first.next(), first.next()));
      first.cancel();

      StreamCall second = resume(gateway, started.getStarted().getResponseId(), 3);
      for (int i = 0; i < 4; i++) {
        events.add(second.next());
      }
      latch.countDown();
      events.addAll(second.rest());

      assertThat(started.getStarted().getResumeWindow().getSeconds()).isEqualTo(300);
      assertThat(StreamContract.check(events).text(0)).isEqualTo(joined(10));
      assertThat(second.end().status().isOk()).isTrue();
      assertThat(second.headers().get(Callers.RESPONSE_ID))
          .isEqualTo(started.getStarted().getResponseId());
    }
  }

  @Test
  void stream_readerGone_goesOnToItsEndAndIsGivenAfterwards() throws Exception {
    var latch = new CountDownLatch(1);
    var whole = new CountDownLatch(1);
    Script script = halting(2, latch, 300);
    try (var upstream =
            ScriptedUpstream.answering(to -> {
              script.play(to);
              whole.countDown();
            });
        var gateway = Gateway.over(upstream)) {
      String id = leave(gateway);
      latch.countDown();
      whole.await();

      StreamCall all = resume(gateway, id, 0);

      assertThat(StreamContract.check(all.rest()).text(0)).isEqualTo(joined(302));
      StreamCall tail = resume(gateway, id, 10);
      assertThat(tail.next().getSequence()).isEqualTo(11);
      StreamCall nothing = resume(gateway, id, all(gateway, id));
      assertThat(nothing.rest()).isEmpty();
      assertThat(nothing.end().status().isOk()).isTrue();
    }
  }

  /** Reads the beginning of a resumable stream and goes away. */
  private static String leave(Gateway gateway) throws InterruptedException {
    StreamCall call = stream(gateway, resumable());
    String id = call.next().getStarted().getResponseId();
    call.next(KindCase.TEXT);
    call.cancel();
    call.end();
    Callers.seen(gateway.channel());
    return id;
  }

  /** How many events a stream has. */
  private static long all(Gateway gateway, String id) {
    return resume(gateway, id, 0).rest().getLast().getSequence();
  }

  @Test
  void stream_notResumableWithAnId_stopsTheProviderWhenItsCallerLeaves() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.head().chunk(Sse.role()).tick(Sse.text("Hello")), HELLO);
        var gateway = Gateway.over(upstream)) {
      StreamCall call = stream(gateway, Callers.streamed("one"));
      String id = call.next().getStarted().getResponseId();
      call.next(KindCase.TEXT);
      call.cancel();

      assertThat(upstream.next().socket().peerClosedAt()).isPositive();
      assertThat(resume(gateway, id, 0).failure().reason()).isEqualTo("RESPONSE_NOT_FOUND");
      StreamCall again = stream(gateway, Callers.streamed("one"));
      assertThat(StreamContract.check(again.rest()).text(0)).isEqualTo("Hello");
    }
  }

  @Test
  void resume_whileSomebodyReads_endsTheOtherReader() throws Exception {
    var latch = new CountDownLatch(1);
    try (var upstream = ScriptedUpstream.answering(halting(2, latch, 1));
        var gateway = Gateway.over(upstream)) {
      StreamCall before = stream(gateway, resumable());
      String id = before.next().getStarted().getResponseId();
      before.next(KindCase.TEXT);

      StreamCall after = resume(gateway, id, 0);

      Failure superseded = before.failure();
      assertThat(superseded.code()).isEqualTo(Code.ABORTED);
      assertThat(superseded.reason()).isEqualTo("SUPERSEDED");
      assertThat(superseded.pushback()).isEqualTo(-1);
      latch.countDown();
      assertThat(StreamContract.check(after.rest()).text(0)).isEqualTo(joined(3));
    }
  }

  @Test
  void stream_sameRequestWhileItRuns_readsFromTheBeginningInTheOthersPlace() throws Exception {
    var latch = new CountDownLatch(1);
    try (var upstream = ScriptedUpstream.answering(halting(2, latch, 1));
        var gateway = Gateway.over(upstream)) {
      StreamCall before = stream(gateway, resumable("one"));
      String id = before.next().getStarted().getResponseId();
      before.next(KindCase.TEXT);

      StreamCall after = stream(gateway, resumable("one"));

      assertThat(before.failure().reason()).isEqualTo("SUPERSEDED");
      latch.countDown();
      List<StreamChatResponse> events = after.rest();
      assertThat(StreamContract.check(events).text(0)).isEqualTo(joined(3));
      assertThat(events.getFirst().getStarted().getResponseId()).isEqualTo(id);
      assertThat(after.headers().get(Callers.REPLAYED)).isEqualTo("true");
      assertThat(after.headers().get(Callers.RESPONSE_ID)).isEqualTo(id);
      assertThat(stream(gateway, resumable("one")).rest()).isEqualTo(events);
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @Test
  void resume_streamNobodyMayAskFor_isNotFoundWhateverTheReason() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = Callers.withKeys(upstream)) {
      StreamCall kept = gateway.stream(resumable(), CallOptions.DEFAULT, Callers.key(Callers.ANN));
      String id = kept.rest().getFirst().getStarted().getResponseId();

      Failure unknown = resume(gateway, "resp_no", 0, Callers.key(Callers.BOB)).failure();
      Failure anothers = resume(gateway, id, 0, Callers.key(Callers.BOB)).failure();

      assertThat(unknown.code()).isEqualTo(Code.NOT_FOUND);
      assertThat(unknown.reason()).isEqualTo("RESPONSE_NOT_FOUND");
      assertThat(anothers.code()).isEqualTo(unknown.code());
      assertThat(anothers.reason()).isEqualTo(unknown.reason());
      assertThat(anothers.message().replace(id, "resp_no")).isEqualTo(unknown.message());
      assertThat(resume(gateway, id, 0, Callers.key(Callers.ANN)).rest()).isNotEmpty();
    }
  }

  @Test
  void resume_numberThatWasNotSent_isRefused() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = Gateway.over(upstream)) {
      List<StreamChatResponse> events = stream(gateway, resumable()).rest();
      String id = events.getFirst().getStarted().getResponseId();

      for (long after : new long[] {events.size() + 1, -1}) {
        Failure failure = resume(gateway, id, after).failure();
        assertThat(failure.reason()).isEqualTo("INVALID_REQUEST");
        assertThat(failure.fields()).containsExactly("after_sequence");
      }
    }
  }

  @Test
  void resume_eventsThatDroppedOut_areExpired() throws Exception {
    String large = "x".repeat(16 * 1024);
    var whole = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.answering(to -> {
              to.head().chunk(Sse.role());
              for (int i = 0; i < 100; i++) {
                to.chunk(Sse.text(large));
              }
              ending().play(to);
              whole.countDown();
            });
        var gateway = Gateway.over(upstream)) {
      String id = leave(gateway);
      whole.await();
      var last = new StreamChatResponse[1];
      Await.until(
          "the end",
          () -> {
            StreamCall tail = resume(gateway, id, 60);
            last[0] = tail.rest().getLast();
            return last[0].hasCompleted();
          });

      Failure failure = resume(gateway, id, 3).failure();

      assertThat(failure.code()).isEqualTo(Code.OUT_OF_RANGE);
      assertThat(failure.reason()).isEqualTo("RESUME_EXPIRED");
      assertThat(last[0].getSequence()).isEqualTo(2 + 100 + 3);
    }
  }

  @Test
  void resume_readerThatDoesNotRead_stopsTheProviderAsAnyReaderDoes() throws Exception {
    byte[] flood = Sse.text("flood").getBytes(StandardCharsets.UTF_8);
    try (var upstream =
            ScriptedUpstream.answering(to ->
                to.raw("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n")
                    .raw(Sse.role())
                    .flood(flood, () -> false));
        var gateway = Gateway.over(upstream)) {
      StreamCall first = stream(gateway, resumable());
      String id = first.next().getStarted().getResponseId();
      UpstreamSocket socket = upstream.next().socket();
      ManagedChannel narrow = gateway.connect(4 * 1024);
      try {
        long seen = first.next(KindCase.TEXT).getSequence();
        StreamCall stalled = StreamCall.resume(narrow, Callers.after(id, seen), new Metadata());
        stalled.request(1);
        stalled.next();

        long held = Await.settled("the flood", socket::written);
        stalled.cancel();
        Await.until("the flood goes on", () -> socket.written() > held + 1024 * 1024);
      } finally {
        narrow.shutdownNow();
      }
      assertThat(Callers.cancel(gateway, id)).isTrue();
    }
  }

  @Test
  void resume_answerThatBrokeOff_givesItsEndAgain() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to -> {
              to.head().chunk(Sse.role());
              tokens(0, 3).play(to);
              to.reset();
            });
        var gateway = Gateway.over(upstream)) {
      StreamCall call = stream(gateway, resumable("one"));
      List<StreamChatResponse> events = call.rest();
      String id = events.getFirst().getStarted().getResponseId();

      StreamCall again = resume(gateway, id, 0);

      assertThat(events.getLast().getInterrupted().getResumable()).isTrue();
      assertThat(again.rest()).isEqualTo(events);
      assertThat(again.failure().reason()).isEqualTo("STREAM_INTERRUPTED");
      assertThat(again.failure().metadata()).isEqualTo(call.failure().metadata());
    }
  }

  @Test
  void stream_withoutAReader_endsAtItsTimeLimit() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to -> to.head().chunk(Sse.role()).tick(Sse.text("Hello ")));
        var gateway = Gateway.over(upstream, "total: 1500ms")) {
      String id = leave(gateway);

      assertThat(upstream.next().socket().peerClosedAt()).isPositive();
      Failure failure = resume(gateway, id, 0).failure();
      assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
    }
  }
}
