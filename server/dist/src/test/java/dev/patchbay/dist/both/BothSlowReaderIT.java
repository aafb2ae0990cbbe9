package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.Conversation;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.MemoryInUse;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.UpstreamSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * A hundred callers that stop reading an endless burst: what they hold is bounded, their upstreams
 * are not read, and when they read again nothing is missing.
 */
class BothSlowReaderIT {
  private static final int CALLERS = 100;
  private static final long MOST_PER_CALLER = 256 * 1024;

  /** Small, so that hardly anything waits on the callers' side, which shares this JVM. */
  private static final int WINDOW = 4 * 1024;

  private static final String TOKEN = " token";
  private static final int TOKENS_AT_ONCE = 20;
  private static final byte[] TOKENS =
      Sse.text(TOKEN).repeat(TOKENS_AT_ONCE).getBytes(StandardCharsets.UTF_8);

  private final CountDownLatch enough = new CountDownLatch(1);
  private final AtomicLong tokens = new AtomicLong();

  private static DoorDriver.Asked ask(Way way, Gateway gateway) {
    return way.start(gateway, Question.to("m").window(WINDOW));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void hundredCallersStopReading_memoryIsBoundedAndNothingIsLost(Way way) throws Exception {
    try (var upstream = ScriptedUpstream.answering(Stories.HELLO, this::burst);
        var gateway = Gateway.over(upstream)) {
      // So that nothing is loaded for the first time while memory is measured.
      assertThat(ask(way, gateway).answer()).isInstanceOf(Answer.Whole.class);
      long before = MemoryInUse.bytes();

      List<DoorDriver.Asked> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(ask(way, gateway));
      }
      callers.forEach(DoorDriver.Asked::awaitOutput);
      Await.settled("what the upstreams write", () -> written(upstream));
      long perCaller = (MemoryInUse.bytes() - before) / CALLERS;

      assertThat(perCaller).as("bytes per caller").isLessThan(MOST_PER_CALLER);
      enough.countDown();
      assertReadToTheEnd(callers);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void callerPauses_longerThanTheIdleLimit_isNotTheProvidersSilence(Way way) throws Exception {
    try (var upstream = ScriptedUpstream.answering(this::burst);
        var gateway = Gateway.over(upstream, "idle: 300ms")) {
      DoorDriver.Asked caller = ask(way, gateway);
      caller.awaitOutput();
      // Each takes 300 ms at least.
      Await.settled("what the upstream writes", () -> written(upstream));
      Await.settled("what the upstream writes", () -> written(upstream));
      enough.countDown();

      assertReadToTheEnd(List.of(caller));
    }
  }

  private void assertReadToTheEnd(List<DoorDriver.Asked> callers) {
    long received = 0;
    for (DoorDriver.Asked caller : callers) {
      Answer answer = caller.answer();
      assertThat(answer).isInstanceOf(Answer.Whole.class);
      received += ((Answer.Whole) answer).text().length() / TOKEN.length();
    }
    assertThat(received).isEqualTo(tokens.get());
  }

  private static long written(ScriptedUpstream upstream) {
    return IntStream.range(0, upstream.connections())
        .mapToObj(upstream::socket)
        .mapToLong(UpstreamSocket::written)
        .sum();
  }

  private void burst(Conversation to) throws IOException {
    to.head().chunk(Sse.role());
    while (enough.getCount() > 0) {
      to.chunk(TOKENS);
      tokens.addAndGet(TOKENS_AT_ONCE);
    }
    to.chunk(Sse.finish("stop") + Sse.DONE).end();
  }
}
