package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.HandLoop;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.AttemptStarter.Start;
import dev.patchbay.server.routing.Router;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Single stories; {@link ChatRunPropertyTest} tells random ones. */
class ChatRunTest {
  private static final List<ChatEvent> ANSWER = ScriptedProvider.text("Hel", "lo");
  private static final ChatEvent OVERLOADED =
      ChatEvent.failed(ProviderError.of(ErrorKind.OVERLOADED, "busy"));

  private final HandLoop hand = new HandLoop();
  private final RecordingCaller caller = new RecordingCaller();
  private final List<FakeAttempt> attempts = new ArrayList<>();
  private final List<Run<?>> ended = new ArrayList<>();
  private final RecordedCalls calls = new RecordedCalls();
  private boolean failover = true;
  private boolean framed;

  private static Catalog catalog() {
    return new TestCatalog()
        .endpoint("e0", "one", new ScriptedProvider(List.of()))
        .endpoint("e1", "two", new ScriptedProvider(List.of()))
        .failover(TestCatalog.NO_REPEATS)
        .withModel("m", 1);
  }

  private ChatRun start(boolean stream) {
    ChatCall call = ChatCall.builder("m", List.of()).stream(stream).build();
    Terms terms =
        Terms.builder(Terms.Door.GRPC, Principal.ANONYMOUS)
            .failover(failover ? FailoverWishes.NONE : FailoverWishes.NEVER)
            .build();
    var means = new Run.Means(new Router(), this::attempt, calls, new HedgeBudget(), new Random(1));
    var request = new ChatRequest(call, terms, Duration.ofSeconds(1));
    var run = new ChatRun(hand.loop(), means, request, caller, ended::add);
    run.start(catalog(), null);
    return run;
  }

  private <E> Start attempt(
      Loop loop, Target target, Request<E> request, Attempt.Listener<E> listener) {
    var attempt = new FakeAttempt(FakeAttempt.chat(listener));
    attempts.add(attempt);
    return new Start.Running(attempt, List.of(), framed);
  }

  private static long seconds(int later) {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(later);
  }

  private void say(int attempt, ChatEvent... events) {
    for (ChatEvent event : events) {
      attempts.get(attempt).listener.event(event);
    }
  }

  private void say(int attempt, List<ChatEvent> events) {
    say(attempt, events.toArray(ChatEvent[]::new));
  }

  @Test
  void event_emptyDelta_winsNothing() {
    start(true);

    say(0, ANSWER.subList(0, 2));
    say(0, ChatEvent.delta(5, BlockKind.TEXT, ""));

    assertThat(caller.opening).isNull();
  }

  @Test
  void event_failedBeforeContent_goesOnSilently() {
    start(true);

    say(0, OVERLOADED);
    say(1, ANSWER);

    assertThat(Objects.requireNonNull(caller.opening).failed()).hasSize(1);
    assertThat(caller.rerouted).isEmpty();
    assertThat(Objects.requireNonNull(caller.completed).failed()).hasSize(1);
  }

  @Test
  void tick_heartbeatBeforeTheFirstContent_opensAndLaterReroutes() {
    ChatRun run = start(true);

    run.tick(seconds(2));
    say(0, OVERLOADED);
    say(1, ANSWER);

    assertThat(caller.heartbeats).isEqualTo(1);
    assertThat(caller.rerouted).extracting(Route::attempt).containsExactly(2);
    assertThat(caller.completed).isNotNull();
  }

  @Test
  void event_failedWhileABlockIsOpenAndFlowing_isInterruptedWithItsCause() {
    start(true);

    say(0, ANSWER.subList(0, 3));
    say(0, OVERLOADED);

    Fault fault = Objects.requireNonNull(caller.fault);
    assertThat(fault.reason()).isEqualTo(Reason.STREAM_INTERRUPTED);
    assertThat(fault.details()).containsEntry(Fault.CAUSE, "PROVIDER_OVERLOADED");
    assertThat(attempts).hasSize(1);
  }

  @Test
  void event_failedAttemptToldUsage_isSummedUp() {
    start(true);

    say(0, ChatEvent.used(Usage.of(10, 1)), OVERLOADED);
    say(1, ANSWER);

    assertThat(Objects.requireNonNull(caller.completed).usage()).isEqualTo(Usage.of(13, 3));
  }

  @Test
  void event_metadata_isToldOnceBeforeTheEndAndOfTheAttemptThatAnswered() {
    start(true);

    say(0, ChatEvent.metadata("{\"of\":0}"), OVERLOADED);
    say(1, ChatEvent.metadata("{\"of\":1}"));
    say(1, ANSWER.subList(0, ANSWER.size() - 1));
    say(1, ChatEvent.metadata("{\"of\":2}"), ChatEvent.completed());

    assertThat(caller.events)
        .filteredOn(ChatEvent.Metadata.class::isInstance)
        .containsExactly(ChatEvent.metadata("{\"of\":2}"));
    assertThat(caller.events.getLast()).isInstanceOf(ChatEvent.Metadata.class);
    assertThat(caller.completed).isNotNull();
  }

  @Test
  void event_metadata_callerLeavesMeanwhile_saysNothingMore() {
    ChatRun run = start(true);
    caller.onCall =
        () -> {
          if (caller.events.contains(ChatEvent.metadata("{}"))) {
            caller.cancelled = true;
            run.cancel();
          }
        };

    say(0, ANSWER.subList(0, 3));
    say(0, ChatEvent.metadata("{}"));
    say(0, ANSWER.subList(3, ANSWER.size()));

    assertThat(caller.cancelled).isTrue();
    assertThat(caller.completed).isNull();
    assertThat(caller.fault).isNull();
  }

  @Test
  void event_usageToldBeforeTheFirstContent_isPassedOnWithTheOpening() {
    start(true);

    say(0, ChatEvent.used(Usage.of(10, 0)));
    say(0, ANSWER.subList(0, 3));

    assertThat(caller.events.getFirst()).isEqualTo(ChatEvent.used(Usage.of(10, 0)));
  }

  @Test
  void event_completedThoughAChoiceHasNotFinished_isTheProvidersFaultAndNeverSuccess() {
    start(true);

    say(0, ANSWER.subList(0, 5));
    say(0, ChatEvent.completed());

    assertThat(caller.completed).isNull();
    assertThat(Objects.requireNonNull(caller.fault).details())
        .containsEntry(Fault.CAUSE, "ADAPTER_FAILED");
  }

  @Test
  void opened_callerCancelsMeanwhile_saysNothingMoreAndEndsOnce() {
    ChatRun run = start(true);
    caller.onCall =
        () -> {
          run.cancel();
          caller.cancelled = true;
        };

    say(0, ANSWER);

    assertThat(caller.opening).isNotNull();
    assertThat(caller.events).isEmpty();
    assertThat(attempts.getFirst().cancelled).isTrue();
    assertThat(ended).hasSize(1);
  }

  @Test
  void event_callerThrows_stopsUpstreamAndTellsTheCaller() {
    start(true);
    caller.onCall =
        () -> {
          caller.onCall = () -> {};
          throw new IllegalStateException("call is closed");
        };

    say(0, ANSWER.subList(0, 3));

    assertThat(Objects.requireNonNull(caller.fault).reason()).isEqualTo(Reason.ADAPTER_FAILED);
    assertThat(attempts.getFirst().cancelled).isTrue();
    assertThat(hand.loop().size()).isZero();
  }

  @Test
  void tick_callerThrows_endsTheCall() {
    ChatRun run = start(true);
    caller.onCall =
        () -> {
          throw new IllegalStateException("call is closed");
        };

    run.tick(seconds(2));

    assertThat(attempts.getFirst().cancelled).isTrue();
    assertThat(ended).hasSize(1);
  }

  @Test
  void deadline_beforeTheEnd_cancelsTheAttempt() {
    start(false);
    say(0, ANSWER.subList(0, 4));

    hand.pass(TestCatalog.LIMITS.total());

    assertThat(Objects.requireNonNull(caller.fault).reason()).isEqualTo(Reason.DEADLINE_EXCEEDED);
    assertThat(attempts.getFirst().cancelled).isTrue();
  }

  @Test
  void callerReady_whileHolding_resumesNothing() {
    ChatRun run = start(true);

    run.callerReady();
    assertThat(attempts.getFirst().resumed).isZero();

    say(0, ANSWER.subList(0, 3));
    caller.ready = false;
    assertThat(attempts.getFirst().listener.wantsMore()).isFalse();
    run.callerReady();
    assertThat(attempts.getFirst().resumed).isZero();
    caller.ready = true;
    run.callerReady();
    assertThat(attempts.getFirst().resumed).isEqualTo(1);
  }

  @Test
  void tick_noConnection_triesTheNextTargetAfterTheConnectLimit() {
    ChatRun run = start(false);
    attempts.getFirst().connected = false;

    run.tick(seconds(3));

    assertThat(attempts.getFirst().cancelled).isTrue();
    assertThat(attempts).hasSize(2);
  }

  @Test
  void event_failedWithFailoverForbidden_endsTheCall() {
    failover = false;
    start(true);

    say(0, OVERLOADED);

    assertThat(Objects.requireNonNull(caller.fault).reason()).isEqualTo(Reason.PROVIDER_OVERLOADED);
    assertThat(attempts).hasSize(1);
  }

  @Test
  void event_plausibleAnswer_isRenumbered() {
    start(true);

    say(0, ANSWER);

    assertThat(caller.events)
        .filteredOn(ChatEvent.Delta.class::isInstance)
        .containsExactly(
            ChatEvent.delta(0, BlockKind.TEXT, "Hel"), ChatEvent.delta(0, BlockKind.TEXT, "lo"));
  }

  private void frame(int attempt, String bytes) {
    byte[] frame = bytes.getBytes(StandardCharsets.UTF_8);
    attempts.get(attempt).listener.frame(frame, 0, frame.length);
  }

  @Test
  void frame_beforeTheFirstContent_isHeldAndOfALoserForgotten() {
    framed = true;
    start(true);
    frame(0, "role of 0");
    say(0, OVERLOADED);
    frame(1, "role of 1");
    say(1, ANSWER.subList(0, 3));
    frame(1, "content");

    assertThat(caller.begun).containsExactly("two framed");
    assertThat(caller.frames).containsExactly("role of 1", "content");
  }

  @Test
  void frame_afterAnAttemptThatUsedTokens_isNotPassedOn() {
    framed = true;
    start(true);
    say(0, ChatEvent.used(Usage.of(3, 0)), OVERLOADED);
    say(1, ANSWER.subList(0, 3));
    frame(1, "content");

    assertThat(caller.begun).containsExactly("two");
    assertThat(caller.frames).isEmpty();
  }

  @Test
  void frame_muchWithoutContent_failsTheAttempt() {
    framed = true;
    start(true);
    String draft = "x".repeat(4 * 1024 * 1024);
    for (int i = 0; i < 8; i++) {
      frame(0, draft);
    }
    assertThat(attempts).as("a picture's drafts come before it").hasSize(1);
    frame(0, draft);

    assertThat(attempts.get(0).cancelled).isTrue();
    assertThat(attempts).hasSize(2);
  }

  @Test
  void listener_hearsOfEveryAttemptAndOfTheEnd() {
    start(true);
    say(0, OVERLOADED);
    say(1, ANSWER);

    assertThat(calls.attempts).containsExactly("1 PROVIDER_OVERLOADED", "2 ok");
    assertThat(calls.ended).hasValue(1);
    assertThat(calls.cancelled).hasValue(0);
  }
}
