package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.failover.FailoverRules;
import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.server.failover.Hold;
import dev.patchbay.server.failover.Retries;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.HandLoop;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.AttemptStarter.Start;
import dev.patchbay.server.relay.Caller.Effect;
import dev.patchbay.server.routing.Router;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Repeats, hedges, holds and seams, one story each. */
class ChatRunFailoverTest {
  private static final List<ChatEvent> ANSWER = ScriptedProvider.text("Hel", "lo", " you");
  private static final ChatEvent BUSY =
      ChatEvent.failed(ProviderError.of(ErrorKind.OVERLOADED, "busy").withStatus(503));
  private static final Capabilities PREFILLED =
      Capabilities.of(Set.of(Capabilities.ASSISTANT_PREFILL));

  private final HandLoop hand = new HandLoop();
  private final RecordingCaller caller = new RecordingCaller();
  private final RecordedCalls calls = new RecordedCalls();
  private final List<FakeAttempt> attempts = new ArrayList<>();
  private final List<ChatRequest> asked = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final TestCatalog catalog = new TestCatalog();
  private Capabilities second = Capabilities.UNKNOWN;
  private int endpoints = 2;
  private boolean stream = true;
  private boolean framed;
  private boolean hedged;
  private AfterOutput afterOutput = AfterOutput.NEVER;
  private boolean restartsTold;
  private Hold hold = Hold.NONE;

  private ChatRun start() {
    catalog.endpoint("e0", "one", new ScriptedProvider(List.of()));
    if (endpoints > 1) {
      catalog.endpoint("e1", "two", new ScriptedProvider(second, List.of()));
    }
    var retries = new Retries(1, Duration.ofMillis(100), Duration.ofMillis(100));
    catalog.failover(new FailoverRules(List.of(), retries, AfterOutput.NEVER, hold, hedged, false));
    var wishes = new FailoverWishes(true, false, List.of(), afterOutput, restartsTold, null);
    ChatCall call =
        ChatCall.builder("m", List.of(Message.of(Message.USER, "Hi"))).stream(stream).build();
    Terms terms = Terms.builder(Terms.Door.GRPC, Principal.ANONYMOUS).failover(wishes).build();
    var means = new Run.Means(new Router(), this::attempt, calls, new HedgeBudget(), new Random(1));
    var request = new ChatRequest(call, terms, Duration.ofSeconds(1));
    var run = new ChatRun(hand.loop(), means, request, caller, gone -> {});
    run.start(catalog.withModel("m", 1), null);
    return run;
  }

  private <E> Start attempt(
      Loop loop, Target target, Request<E> request, Attempt.Listener<E> listener) {
    var attempt = new FakeAttempt(FakeAttempt.chat(listener));
    attempts.add(attempt);
    targets.add(target);
    asked.add((ChatRequest) request);
    return new Start.Running(attempt, List.of(), framed);
  }

  private void say(int attempt, List<ChatEvent> events) {
    events.forEach(attempts.get(attempt).listener::event);
  }

  private void cut(int attempt) {
    Fault cut = Fault.of(Reason.PROVIDER_ERROR, "cut");
    attempts.get(attempt).listener.broke(FailureKind.CUT, cut);
  }

  private String text() {
    var text = new StringBuilder();
    for (ChatEvent event : caller.events) {
      boolean counts = event instanceof ChatEvent.Delta d && d.block() >= caller.firstBlock;
      text.append(counts ? ((ChatEvent.Delta) event).text() : "");
    }
    return text.toString();
  }

  @Test
  void busyTargetAlone_isAskedAgainAfterAPauseWithHeartbeatsMeanwhile() {
    endpoints = 1;
    start();
    ProviderError limited = ProviderError.of(ErrorKind.RATE_LIMITED, "slow down").withStatus(429);
    say(0, List.of(ChatEvent.failed(limited.withRetryAfter(Duration.ofSeconds(2)))));

    hand.live(Duration.ofMillis(1_900));
    assertThat(attempts).hasSize(1);
    assertThat(caller.heartbeats).isEqualTo(1);
    hand.live(Duration.ofMillis(200));
    assertThat(attempts).hasSize(2);

    say(1, ANSWER);
    assertThat(text()).isEqualTo("Hello you");
    assertThat(caller.rerouted).extracting(Route::attempt).containsExactly(2);
  }

  @Test
  void cancelDuringAPause_asksNobodyAnyMore() {
    endpoints = 1;
    ChatRun run = start();
    say(0, List.of(BUSY));
    run.cancel();
    caller.cancelled = true;

    hand.live(Duration.ofSeconds(5));
    assertThat(attempts).hasSize(1);
    assertThat(calls.cancelled).hasValue(1);
  }

  @Test
  void hold_tokens_keepsAFailureInsideItSilent() {
    hold = new Hold.Tokens(3);
    start();
    say(0, ANSWER.subList(0, 4));
    cut(0);
    assertThat(caller.opening).isNull();

    say(1, ANSWER);
    assertThat(text()).isEqualTo("Hello you");
    assertThat(Objects.requireNonNull(caller.completed).spent())
        .extracting(Spent::estimated)
        .containsExactly(true, false);
  }

  @Test
  void hold_time_lasts() {
    hold = new Hold.Time(Duration.ofMillis(300));
    start();
    say(0, ANSWER.subList(0, 3));
    hand.live(Duration.ofMillis(290));
    assertThat(caller.events).isEmpty();

    hand.live(Duration.ofMillis(10));
    assertThat(text()).isEqualTo("Hel");
  }

  @Test
  void hold_whole_releasesTheAnswerAtItsEnd() {
    hold = new Hold.Whole();
    start();
    say(0, ANSWER.subList(0, ANSWER.size() - 1));
    assertThat(caller.events).isEmpty();

    say(0, List.of(ChatEvent.completed()));
    assertThat(text()).isEqualTo("Hello you");
  }

  @Test
  void restart_sameText_goesOnUnseen() {
    afterOutput = AfterOutput.CONTINUE;
    start();
    say(0, ANSWER.subList(0, 4));
    cut(0);
    say(1, ANSWER);

    assertThat(text()).isEqualTo("Hello you");
    assertThat(caller.effects).containsExactly(Effect.UNSEEN);
    assertThat(Objects.requireNonNull(caller.completed).failed()).hasSize(1);
  }

  @Test
  void restart_otherText_isInterruptedWithTheFirstCause() {
    afterOutput = AfterOutput.CONTINUE;
    start();
    say(0, ANSWER.subList(0, 4));
    cut(0);
    say(1, ScriptedProvider.text("Good", " day"));

    assertThat(Objects.requireNonNull(caller.fault).reason()).isEqualTo(Reason.STREAM_INTERRUPTED);
    assertThat(caller.fault.message()).contains("cut");
    assertThat(attempts.get(1).cancelled).isTrue();
  }

  @Test
  void restart_otherTextAndTheCallerCanBeTold_isAnotherAnswer() {
    afterOutput = AfterOutput.RESTART;
    restartsTold = true;
    start();
    say(0, ANSWER.subList(0, 4));
    cut(0);
    say(1, ScriptedProvider.text("Good", " day"));

    assertThat(caller.effects).containsExactly(Effect.RESTARTED);
    assertThat(caller.firstBlock).isEqualTo(1);
    assertThat(text()).isEqualTo("Good day");
    assertThat(caller.completed).isNotNull();
  }

  @Test
  void prefill_isAskedFromTheTextDelivered() {
    afterOutput = AfterOutput.CONTINUE;
    second = PREFILLED;
    start();
    say(0, ANSWER.subList(0, 4));
    cut(0);

    Message last = asked.get(1).call().messages().getLast();
    assertThat(last).isEqualTo(Message.of(Message.ASSISTANT, "Hello"));
    assertThat(asked.get(1).call().origin().body()).isNull();
    say(1, ScriptedProvider.text(" you"));
    assertThat(text()).isEqualTo("Hello you");
    assertThat(caller.effects).containsExactly(Effect.CONTINUED);
  }

  @Test
  void prefill_refused_isARestartAtTheSameTarget() {
    afterOutput = AfterOutput.CONTINUE;
    second = PREFILLED;
    start();
    say(0, ANSWER.subList(0, 4));
    cut(0);
    ProviderError refusal = ProviderError.of(ErrorKind.INVALID, "no prefill").withStatus(400);
    say(1, List.of(ChatEvent.failed(refusal)));

    assertThat(targets.get(2)).isEqualTo(targets.get(1));
    assertThat(asked.get(2).call().messages()).hasSize(1);
    say(2, ANSWER);
    assertThat(text()).isEqualTo("Hello you");
    assertThat(caller.effects).containsExactly(Effect.UNSEEN);
  }

  @Test
  void prefill_refusedAndNothingElse_tellsOfTheCut() {
    afterOutput = AfterOutput.CONTINUE;
    second = PREFILLED;
    start();
    say(0, ANSWER.subList(0, 4));
    cut(0);
    ProviderError refusal = ProviderError.of(ErrorKind.INVALID, "no prefill").withStatus(400);
    say(1, List.of(ChatEvent.failed(refusal)));
    say(2, List.of(BUSY));

    assertThat(Objects.requireNonNull(caller.fault).message()).contains("cut");
    assertThat(caller.fault.details()).containsEntry(Fault.CAUSE, "PROVIDER_ERROR");
  }

  @Test
  void toolCallThatLeft_isNeverGoneOnFrom() {
    afterOutput = AfterOutput.CONTINUE;
    start();
    say(0, List.of(ChatEvent.toolCallStarted(0, 0, "id", "f")));
    cut(0);

    assertThat(attempts).hasSize(1);
    assertThat(Objects.requireNonNull(caller.fault).reason()).isEqualTo(Reason.STREAM_INTERRUPTED);
  }

  @Test
  void frames_endAtASeam() {
    afterOutput = AfterOutput.CONTINUE;
    framed = true;
    start();
    say(0, ANSWER.subList(0, 4));
    byte[] frame = "a chunk".getBytes(StandardCharsets.UTF_8);
    attempts.get(0).listener.frame(frame, 0, frame.length);
    cut(0);
    say(1, ANSWER);
    attempts.get(1).listener.frame(frame, 0, frame.length);

    assertThat(caller.frames).containsExactly("a chunk");
    assertThat(text()).isEqualTo("Hello you");
  }

  @Test
  void lateFirstToken_asksASecondTargetAndTheFasterWins() {
    hedged = true;
    ChatRun run = start();
    for (int i = 0; i < 30; i++) {
      var permit =
          Objects.requireNonNull(targets.getFirst().health().enter(hand.loop().nanoTime()));
      permit.content(50_000_000);
      permit.end(dev.patchbay.server.health.Verdict.SUCCEEDED, null, hand.loop().nanoTime());
    }
    hand.live(Duration.ofMillis(300));
    assertThat(targets).extracting(t -> t.endpoint().name()).containsExactly("e0", "e1");

    say(1, ANSWER);
    assertThat(text()).isEqualTo("Hello you");
    assertThat(attempts.get(0).cancelled).isTrue();
    Outcome outcome = Objects.requireNonNull(caller.completed);
    assertThat(Objects.requireNonNull(outcome.route()).endpoint()).isEqualTo("e1");
    assertThat(outcome.spent()).extracting(s -> s.route().endpoint()).containsExactly("e0", "e1");
    run.callerReady();
  }

  @Test
  void lateFirstToken_onlyOneFails_theOtherGoesOn() {
    lateFirstTokenBothRun();
    say(1, List.of(BUSY));
    assertThat(caller.isOver()).isFalse();

    say(0, ANSWER);
    assertThat(text()).isEqualTo("Hello you");
    assertThat(attempts).hasSize(2);
  }

  private void lateFirstTokenBothRun() {
    hedged = true;
    start();
    for (int i = 0; i < 30; i++) {
      var permit =
          Objects.requireNonNull(targets.getFirst().health().enter(hand.loop().nanoTime()));
      permit.content(50_000_000);
      permit.end(dev.patchbay.server.health.Verdict.SUCCEEDED, null, hand.loop().nanoTime());
    }
    hand.live(Duration.ofMillis(300));
    assertThat(attempts).hasSize(2);
  }

  @Test
  void serviceSaysAllButTheEnd_isNotWaitedForLong() {
    start();
    say(0, ANSWER.subList(0, ANSWER.size() - 1));
    hand.live(Duration.ofSeconds(3));

    assertThat(attempts.getFirst().concluded).isTrue();
  }

  @Test
  void usage_ofAttemptsThatFailed_isSummedAndAttributed() {
    start();
    say(0, List.of(ChatEvent.used(Usage.of(10, 1)), BUSY));
    say(1, ANSWER);

    Outcome outcome = Objects.requireNonNull(caller.completed);
    assertThat(outcome.usage()).isEqualTo(Usage.of(13, 4));
    assertThat(outcome.spent()).extracting(s -> s.usage().input()).containsExactly(10L, 3L);
    assertThat(Objects.requireNonNull(outcome.failed().getFirst().spent()).usage())
        .isEqualTo(Usage.of(10, 1));
  }
}
