package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.routing.Router;
import dev.patchbay.server.upstream.UpstreamClient;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.ResponseHead;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Pulled answers through the relay, on a real loop and real reading threads. Every test ends with
 * the endpoint retired: that its provider is then closed shows that no hold is left.
 */
class PulledAttemptTest {
  private final LoopGroup loops = new LoopGroup(1);
  private final Loop loop = loops.loops().getFirst();
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger closedSources = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final RecordingCaller caller =
      new RecordingCaller() {
        @Override
        public void flush() {
          if (isOver()) {
            over.countDown();
          }
        }
      };
  private final RecordedCalls calls = new RecordedCalls();
  private final TestCatalog endpoints = new TestCatalog();
  private boolean retired;

  @AfterEach
  void noHoldIsLeft() throws Exception {
    retire();
    loops.close();
  }

  private void retire() throws InterruptedException {
    if (!retired) {
      retired = true;
      endpoints.retireAll();
    }
    assertThat(released.await(10, TimeUnit.SECONDS)).as("every hold was let go").isTrue();
  }

  private ChatRun start(Supplier<Answer<ChatEvent>> answers) throws Exception {
    endpoints.endpoint("e", "fake", new Answering(answers), released::countDown);
    Catalog catalog = endpoints.withModel("m", 1);
    var relay =
        new Relay(
            () -> catalog, new Router(), new UpstreamClient(loops, InstantSource.system()), calls);
    var request =
        new ChatRequest(
            ChatCall.builder("m", List.of()).stream(true).build(),
            Terms.builder(Terms.Door.GRPC, Principal.ANONYMOUS)
                .failover(FailoverWishes.NONE)
                .timeLeft(Duration.ofSeconds(30))
                .build(),
            Duration.ZERO);
    return onLoop(() -> relay.start(loop, request, caller));
  }

  private <T> T onLoop(Callable<T> task) throws Exception {
    return loop.events().submit(task).get(10, TimeUnit.SECONDS);
  }

  private Fault fault() throws Exception {
    assertThat(over.await(10, TimeUnit.SECONDS)).as("the call has ended").isTrue();
    return Objects.requireNonNull(onLoop(() -> caller.fault), "completed instead of failing");
  }

  /** Gives the n-th event of an endless answer. */
  private static ChatEvent endless(int n) {
    return n == 0
        ? ChatEvent.blockStarted(0, 0, BlockKind.TEXT)
        : ChatEvent.delta(0, BlockKind.TEXT, "x");
  }

  @Test
  void next_throwsAnError_isTheAdaptersFaultByName() throws Exception {
    start(() ->
        pulled(n -> {
          throw new AssertionError("native code is unhappy");
        }));

    Fault fault = fault();
    assertThat(fault.reason()).isEqualTo(Reason.ADAPTER_FAILED);
    assertThat(fault.message()).contains("AssertionError", "native code is unhappy");
    assertThat(closedSources).hasValue(1);
  }

  @Test
  void next_throwsTheServicesError_tellsItWhole() throws Exception {
    var error = ProviderError.of(ErrorKind.OVERLOADED, "full").withStatus(503).withCode("busy");
    start(() ->
        pulled(n -> {
          throw new ProviderException(error);
        }));

    Fault fault = fault();
    assertThat(fault.reason()).isEqualTo(Reason.PROVIDER_OVERLOADED);
    assertThat(Objects.requireNonNull(fault.origin()).upstream()).isEqualTo(error);
  }

  @Test
  void next_endsWithoutItsEnd_isNeverSuccess() throws Exception {
    start(() -> pulled(n -> n < 3 ? endless(n) : null));

    assertThat(fault().details()).containsEntry(Fault.CAUSE, "PROVIDER_ERROR");
  }

  @Test
  void cancel_whileTheQueueIsFull_endsTheReadingThread() throws Exception {
    var read = new AtomicInteger();
    caller.ready = false;
    ChatRun run =
        start(() ->
            pulled(n -> {
              read.set(n);
              return endless(n);
            }));
    awaitAtLeast(read, 17);

    onLoop(() -> {
      run.cancel();
      caller.cancelled = true;
      return null;
    });

    retire();
    assertThat(closedSources).hasValue(1);
    assertThat(read.get()).as("read though nobody took it").isLessThan(40);
  }

  @Test
  void cancel_whileNextBlocks_closesTheSourceWhichEndsIt() throws Exception {
    var blocking = new CountDownLatch(1);
    var closed = new CountDownLatch(1);
    ChatRun run =
        start(() ->
            Pulled.of(
                new Pulled.Source<>() {
                  @Override
                  public @Nullable ChatEvent next() throws InterruptedException {
                    blocking.countDown();
                    closed.await();
                    return null;
                  }

                  @Override
                  public void close() {
                    closedSources.incrementAndGet();
                    closed.countDown();
                  }
                }));
    assertThat(blocking.await(10, TimeUnit.SECONDS)).isTrue();

    onLoop(() -> {
      run.cancel();
      caller.cancelled = true;
      return null;
    });

    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(closedSources).hasValue(1);
  }

  @Test
  void chat_throwsAnError_failsTheCallAlone() throws Exception {
    start(() -> {
      throw new NoClassDefFoundError("vendor/Sdk");
    });

    assertThat(fault().reason()).isEqualTo(Reason.ADAPTER_FAILED);
  }

  @Test
  void chat_namesAnOriginThatItDoesNotHave_letsTheEndpointGo() throws Exception {
    Decoder<ChatEvent> decoder =
        new Decoder<>() {
          @Override
          public void head(ResponseHead head, Sink<ChatEvent> out) {}

          @Override
          public void bytes(byte[] buffer, int offset, int length, Sink<ChatEvent> out) {}

          @Override
          public void end(boolean whole, Sink<ChatEvent> out) {}
        };
    start(() -> Exchange.of(Outbound.post("/", List.of(), List.of()).origin(3), decoder));

    assertThat(fault().reason()).isEqualTo(Reason.ADAPTER_FAILED);
  }

  @Test
  void cancel_atAnyMoment_closesTheSourceOnceAndLeavesNoHold() throws Exception {
    long seed = 20261124;
    var random = new Random(seed);
    endpoints.endpoint(
        "e", "fake", new Answering(() -> pulled(PulledAttemptTest::short20)), released::countDown);
    Catalog catalog = endpoints.withModel("m", 1);
    var relay =
        new Relay(
            () -> catalog, new Router(), new UpstreamClient(loops, InstantSource.system()), calls);
    var request =
        new ChatRequest(
            ChatCall.builder("m", List.of()).stream(true).build(),
            Terms.builder(Terms.Door.GRPC, Principal.ANONYMOUS)
                .failover(FailoverWishes.NEVER)
                .timeLeft(null)
                .build(),
            Duration.ZERO);
    int calls = 500;
    for (int i = 0; i < calls; i++) {
      var one = new RecordingCaller();
      ChatRun run = onLoop(() -> relay.start(loop, request, one));
      for (int spin = random.nextInt(20_000); spin > 0; spin--) {
        Thread.onSpinWait();
      }
      onLoop(() -> {
        run.cancel();
        one.cancelled = true;
        return null;
      });
      assertThat(one.failed).as("seed %s, call %s", seed, i).isNull();
    }
    retire();

    assertThat(closedSources).as("seed %s", seed).hasValue(calls);
    assertThat(relay.running()).isZero();
  }

  private static ChatEvent short20(int n) {
    return switch (n) {
      case 21 -> ChatEvent.blockEnded(0);
      case 22 -> ChatEvent.choiceFinished(0, FinishReason.STOP, "stop");
      case 23 -> ChatEvent.completed();
      default -> endless(n);
    };
  }

  private static void awaitAtLeast(AtomicInteger counter, int least) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (counter.get() < least && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(counter.get()).isGreaterThanOrEqualTo(least);
  }

  private interface Events {
    @Nullable ChatEvent at(int n);
  }

  private Answer<ChatEvent> pulled(Events events) {
    return Pulled.of(
        new Pulled.Source<>() {
          private int n;

          @Override
          public @Nullable ChatEvent next() {
            return events.at(n++);
          }

          @Override
          public void close() {
            closedSources.incrementAndGet();
          }
        });
  }

  private record Answering(Supplier<Answer<ChatEvent>> answers) implements Provider {
    @Override
    public List<URI> origins() {
      return List.of();
    }

    @Override
    public Capabilities capabilities(String model) {
      return Capabilities.UNKNOWN;
    }

    @Override
    public Answer<ChatEvent> chat(ChatCall call) {
      return answers.get();
    }
  }
}
