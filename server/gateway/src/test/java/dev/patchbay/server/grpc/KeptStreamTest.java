package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.grpc.KeptStream.Identity;
import dev.patchbay.server.grpc.KeptStream.Place;
import dev.patchbay.server.loop.HandLoop;
import dev.patchbay.server.replay.Repeats;
import dev.patchbay.server.replay.Shelf;
import dev.patchbay.v1.Heartbeat;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.TextDelta;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A kept stream and its readers, without a relay. */
class KeptStreamTest {
  private final HandLoop hand = new HandLoop();
  private final Shelf shelf = new Shelf();
  private final Place place = new Place(shelf, new Streams(), new Repeats<>(shelf));
  private final KeptStream stream =
      new KeptStream(new Identity("resp_1", "", true, null), hand.loop(), place);
  private long sent;

  private HandObserver<StreamChatResponse> reader(long after) {
    var observer = new HandObserver<StreamChatResponse>();
    stream.attach(new StreamReader<>(observer, UnaryOperator.identity(), stream), after);
    return observer;
  }

  private void say(int events, int length) {
    String text = "x".repeat(length);
    for (int i = 0; i < events; i++) {
      stream.send(
          StreamChatResponse.newBuilder()
              .setSequence(++sent)
              .setText(TextDelta.newBuilder().setText(text))
              .build());
    }
  }

  private static List<Long> numbers(HandObserver<StreamChatResponse> reader) {
    return reader.messages.stream().map(StreamChatResponse::getSequence).toList();
  }

  private static List<Long> from(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void send_toAReaderWhoFollows_isSentAtOnceReadyOrNot() {
    HandObserver<StreamChatResponse> reader = reader(0);
    say(2, 1);
    reader.ready = false;
    say(1, 1);

    assertThat(numbers(reader)).isEqualTo(from(1, 3));
    assertThat(stream.isReady()).isFalse();
    reader.becomesReady();
    hand.turn();
    assertThat(stream.isReady()).isTrue();
  }

  @Test
  void attach_behind_holdsUpTheRunUntilItHasCaughtUp() {
    say(5, 1);
    assertThat(stream.isReady()).as("nobody reads").isTrue();
    HandObserver<StreamChatResponse> reader = reader(2);
    assertThat(numbers(reader)).isEqualTo(from(3, 5));

    reader.leaves();
    say(2, 1);
    var late = new HandObserver<StreamChatResponse>();
    late.ready = false;
    stream.attach(new StreamReader<>(late, UnaryOperator.identity(), stream), 5);
    assertThat(stream.isReady()).isFalse();
    say(1, 1);
    assertThat(late.messages).isEmpty();
    late.becomesReady();
    hand.turn();

    assertThat(numbers(late)).isEqualTo(from(6, 8));
    assertThat(stream.isReady()).isTrue();
  }

  @Test
  void send_whileAReaderIsBehind_dropsNothingThatItHasNotGot() {
    say(1, 1);
    var late = new HandObserver<StreamChatResponse>();
    late.ready = false;
    stream.attach(new StreamReader<>(late, UnaryOperator.identity(), stream), 0);
    say(80, 16 * 1024);

    late.becomesReady();
    hand.turn();
    say(1, 1);

    assertThat(numbers(late)).isEqualTo(from(1, 82));
    assertThat(reader(0).reason()).isEqualTo("RESUME_EXPIRED");
  }

  @Test
  void tick_readerOfARunningStreamReadsNothing_isLetGoAndTheStreamGoesOn() {
    HandObserver<StreamChatResponse> reader = reader(0);
    say(1, 1);
    reader.ready = false;
    hand.live(Duration.ofSeconds(29));
    assertThat(reader.end).isNull();
    hand.live(Duration.ofSeconds(2));

    assertThat(reader.reason()).isEqualTo("SLOW_CONSUMER");
    assertThat(stream.isReady()).isTrue();
    say(1, 1);
    assertThat(numbers(reader(0))).isEqualTo(from(1, 2));
  }

  @Test
  void tick_readerThatReadsNowAndThen_stays() {
    HandObserver<StreamChatResponse> reader = reader(0);
    say(1, 1);
    for (int i = 0; i < 4; i++) {
      reader.ready = false;
      hand.live(Duration.ofSeconds(20));
      reader.becomesReady();
      hand.turn();
    }

    assertThat(reader.end).isNull();
  }

  @Test
  void beat_isHeardByAReaderWhoFollowsAndNotGivenAgain() {
    HandObserver<StreamChatResponse> reader = reader(0);
    say(1, 1);
    stream.beat(
        StreamChatResponse.newBuilder()
            .setSequence(1)
            .setHeartbeat(Heartbeat.getDefaultInstance())
            .build());
    say(1, 1);

    assertThat(numbers(reader)).containsExactly(1L, 1L, 2L);
    assertThat(numbers(reader(0))).containsExactly(1L, 2L);
  }

  @Test
  void attach_afterTheEnd_givesManyReadersAll() {
    say(3, 1);
    stream.completed();

    HandObserver<StreamChatResponse> first = reader(0);
    HandObserver<StreamChatResponse> second = reader(3);

    assertThat(numbers(first)).isEqualTo(from(1, 3));
    assertThat(first.end).matches(KeptStreamTest::isOk);
    assertThat(second.messages).isEmpty();
    assertThat(second.end).matches(KeptStreamTest::isOk);
  }

  private static boolean isOk(@Nullable Status status) {
    return status != null && status.isOk();
  }

  @Test
  void completed_whileAReaderIsBehind_isToldWhenItHasAll() {
    say(3, 1);
    var late = new HandObserver<StreamChatResponse>();
    late.ready = false;
    stream.attach(new StreamReader<>(late, UnaryOperator.identity(), stream), 0);
    stream.completed();
    assertThat(late.end).isNull();

    late.becomesReady();
    hand.turn();

    assertThat(numbers(late)).isEqualTo(from(1, 3));
    assertThat(late.end).matches(KeptStreamTest::isOk);
  }

  @Test
  void failed_beforeAnyEvent_isNotKept() {
    place.streams().add("resp_1", stream);
    HandObserver<StreamChatResponse> reader = reader(0);
    stream.failed(Fault.of(Reason.PROVIDER_ERROR, "m"), false, 0);

    assertThat(reader.reason()).isEqualTo("PROVIDER_ERROR");
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> place.streams().get("resp_1", Principal.ANONYMOUS));
  }
}
