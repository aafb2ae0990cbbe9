package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.Conversation;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.MemoryInUse;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.StreamContract;
import dev.patchbay.v1.StreamChatResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * A hundred callers that stop reading an endless burst: what they hold is bounded, their upstreams
 * are not read, and when they read again nothing is missing.
 */
class SlowReaderIT {
  private static final int CALLERS = 100;
  private static final long MOST_PER_CALLER = 256 * 1024;

  /** Small, so that hardly anything waits on the callers' side, which shares this JVM. */
  private static final int CALLERS_WINDOW = 4 * 1024;

  private static final int TOKENS_AT_ONCE = 20;
  private static final byte[] TOKENS =
      Sse.text(" token").repeat(TOKENS_AT_ONCE).getBytes(StandardCharsets.UTF_8);

  private final CountDownLatch enough = new CountDownLatch(1);
  private final AtomicLong tokens = new AtomicLong();

  @Test
  void hundredCallersStopReading_memoryIsBoundedAndNothingIsLost() throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> hello(to), this::burst);
        var gateway = Gateway.over(upstream)) {
      gateway.stream(Ask.streamed()).end();
      upstream.next();
      long before = MemoryInUse.bytes();

      List<ManagedChannel> channels = connect(gateway);
      List<StreamCall> calls = channels.stream().map(SlowReaderIT::open).toList();
      List<StreamChatResponse> firsts = new ArrayList<>();
      for (StreamCall call : calls) {
        firsts.add(call.next());
      }
      Await.settled("what the upstreams write", () -> written(upstream));
      long perCaller = (MemoryInUse.bytes() - before) / CALLERS;

      assertThat(perCaller).as("bytes per caller").isLessThan(MOST_PER_CALLER);
      enough.countDown();
      assertReadToTheEnd(calls, firsts);
      channels.forEach(ManagedChannel::shutdownNow);
    }
  }

  @Test
  void callerPauses_longerThanTheIdleLimit_isNotTheProvidersSilence() throws Exception {
    try (var upstream = ScriptedUpstream.answering(this::burst);
        var gateway = Gateway.over(upstream, "idle: 300ms")) {
      StreamCall call = open(gateway.channel());
      StreamChatResponse first = call.next();
      Await.settled("what the upstream writes", () -> written(upstream));
      Await.settled("what the upstream writes", () -> written(upstream));
      enough.countDown();

      assertReadToTheEnd(List.of(call), List.of(first));
    }
  }

  private void assertReadToTheEnd(List<StreamCall> calls, List<StreamChatResponse> firsts) {
    calls.forEach(call -> call.request(Integer.MAX_VALUE));
    long received = 0;
    for (int i = 0; i < calls.size(); i++) {
      StreamCall call = calls.get(i);
      List<StreamChatResponse> events = new ArrayList<>(List.of(firsts.get(i)));
      events.addAll(call.rest());
      assertThat(call.end().status().getCode()).isEqualTo(Status.Code.OK);
      received += StreamContract.check(events).text(0).length() / " token".length();
    }
    assertThat(received).isEqualTo(tokens.get());
  }

  private static List<ManagedChannel> connect(Gateway gateway) {
    var channels = new ArrayList<ManagedChannel>();
    for (int i = 0; i < CALLERS; i++) {
      channels.add(gateway.connect(CALLERS_WINDOW));
    }
    return channels;
  }

  private static StreamCall open(ManagedChannel channel) {
    StreamCall call = StreamCall.open(channel, Ask.streamed(), CallOptions.DEFAULT, new Metadata());
    call.request(1);
    return call;
  }

  private static long written(ScriptedUpstream upstream) {
    long all = 0;
    for (int i = 0; i < upstream.connections(); i++) {
      all += upstream.socket(i).written();
    }
    return all;
  }

  private static void hello(Conversation to) throws IOException {
    to.stream(Sse.answer("Hello"));
  }

  private void burst(Conversation to) throws IOException {
    to.head();
    while (enough.getCount() > 0) {
      to.chunk(TOKENS);
      tokens.addAndGet(TOKENS_AT_ONCE);
    }
    to.chunk(Sse.finish("stop") + Sse.DONE).end();
  }
}
