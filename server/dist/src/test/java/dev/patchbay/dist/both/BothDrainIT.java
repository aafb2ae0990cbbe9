package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A server that leaves takes nothing new and lets what runs come to its end. */
class BothDrainIT {
  private static final Script SILENT =
      to -> to.head().chunk(Sse.role()).chunk(Sse.text("Hello")).awaitPeerClosed();

  @ParameterizedTest
  @EnumSource
  void running_endsWholeAndNewCallsAreRefused(Way way) throws Exception {
    var go = new CountDownLatch(1);
    Script slow =
        to -> {
          to.await(go);
          Stories.HELLO.play(to);
        };
    try (var upstream = ScriptedUpstream.answering(slow, Stories.HELLO);
        var gateway = Gateway.over(upstream)) {
      DoorDriver.Asked running = way.start(gateway, Question.to("m"));
      upstream.next();

      CompletableFuture<Void> left = gateway.leave(Duration.ofSeconds(20));
      Await.until(
          "new calls are refused",
          () -> way.ask(gateway, Question.to("m")) instanceof Answer.Unreachable);
      go.countDown();

      assertThat(running.answer())
          .isInstanceOfSatisfying(
              Answer.Whole.class, whole -> assertThat(whole.text()).isEqualTo("Hello"));
      assertThat(left).succeedsWithin(10, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void running_longerThanTheLimit_isToldThatTheServerStops(Way way) throws Exception {
    try (var upstream = ScriptedUpstream.answering(SILENT);
        var gateway = Gateway.over(upstream)) {
      DoorDriver.Asked running = way.start(gateway, Question.to("m"));
      running.awaitOutput();

      CompletableFuture<Void> left = gateway.leave(Duration.ofMillis(100));

      Told.SERVER_SHUTTING_DOWN.after("Hello", Way.failure(running), way);
      assertThat(left).succeedsWithin(10, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void running_withoutOutputAtTheLimit_isToldToAskAgain(Way way) throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway = Gateway.over(upstream)) {
      DoorDriver.Asked running = way.start(gateway, Question.to("m"));
      upstream.next();

      CompletableFuture<Void> left = gateway.leave(Duration.ofMillis(100));

      Told.SERVER_SHUTTING_DOWN.in(Way.failure(running), way);
      assertThat(left).succeedsWithin(10, TimeUnit.SECONDS);
    }
  }
}
