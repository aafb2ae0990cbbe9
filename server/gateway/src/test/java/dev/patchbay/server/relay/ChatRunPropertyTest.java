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
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Random calls: whatever comes in whatever order, what {@link Caller} promises holds. */
class ChatRunPropertyTest {
  private static final int STORIES = 4_000;
  private static final int STEPS = 60;

  @Test
  void anyStory_keepsWhatTheCallerIsPromised() {
    var endings = new HashMap<String, Integer>();
    for (long seed = 0; seed < STORIES; seed++) {
      try {
        endings.merge(new Story(seed).tell(), 1, Integer::sum);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(endings).as("stories of every kind").containsKeys("completed", "failed", "left");
  }

  /** One attempt with what its provider has said so far, put in order by a {@link Blocks}. */
  private static final class Said {
    final FakeAttempt attempt;
    final List<ChatEvent> ordered = new ArrayList<>();
    final Blocks blocks = new Blocks(ordered::add);
    final List<ChatEvent.BlockStarted> open = new ArrayList<>();
    int blocksSoFar;
    boolean over;
    boolean completed;

    Said(FakeAttempt attempt) {
      this.attempt = attempt;
    }
  }

  private static final class Story {
    private final Random random;
    private final boolean stream;
    private final HandLoop hand = new HandLoop();
    private final RecordingCaller caller = new RecordingCaller();
    private final RecordedCalls calls = new RecordedCalls();
    private final List<Said> started = new ArrayList<>();
    private int starts;
    private int ends;
    private long now = System.nanoTime();
    private final Catalog catalog;
    private final ChatRun run;

    Story(long seed) {
      random = new Random(seed);
      stream = random.nextInt(4) > 0;
      var endpoints = new TestCatalog();
      int targets = 1 + random.nextInt(3);
      for (int i = 0; i < targets; i++) {
        endpoints.endpoint("e" + i, "fake", new ScriptedProvider(List.of()));
      }
      catalog = endpoints.withModel("m", 1);
      Terms terms =
          Terms.builder(Terms.Door.GRPC, Principal.ANONYMOUS)
              .failover(random.nextInt(5) > 0 ? FailoverWishes.NONE : FailoverWishes.NEVER)
              .dropUnsupported(true)
              .timeLeft(Duration.ofSeconds(60))
              .build();
      ChatCall call = ChatCall.builder("m", List.of()).stream(stream).build();
      var request = new ChatRequest(call, terms, Duration.ofSeconds(random.nextInt(3)));
      var means = new Run.Means(new Router(), this::attempt, calls, new HedgeBudget(), random);
      run = new ChatRun(hand.loop(), means, request, caller, gone -> ends++);
      caller.onCall = () -> now(random.nextInt(200) == 0, this::leave);
    }

    private static void now(boolean really, Runnable step) {
      if (really) {
        step.run();
      }
    }

    private <E> Start attempt(
        Loop loop, Target target, Request<E> request, Attempt.Listener<E> listener) {
      starts++;
      assertThat(started.stream().allMatch(s -> s.over || s.attempt.cancelled))
          .as("one attempt at a time")
          .isTrue();
      if (random.nextInt(6) == 0) {
        return new Start.Refused(
            FailureKind.SERVER_ERROR, Fault.of(Reason.PROVIDER_ERROR, "refused"));
      }
      var said = new Said(new FakeAttempt(FakeAttempt.chat(listener)));
      said.attempt.connected = random.nextInt(5) > 0;
      started.add(said);
      return new Start.Running(
          said.attempt, random.nextBoolean() ? List.of() : List.of("seed"), false);
    }

    private void leave() {
      run.cancel();
      caller.cancelled = true;
    }

    String tell() {
      run.start(catalog, null);
      for (int i = 0; i < STEPS && ends == 0; i++) {
        step();
        hand.turn();
      }
      if (ends == 0) {
        run.interrupt(Fault.of(Reason.SERVER_SHUTTING_DOWN, "the story is over"));
      }
      // What comes late must change nothing.
      run.callerReady();
      run.tick(now + TimeUnit.MINUTES.toNanos(5));
      run.interrupt(Fault.of(Reason.SERVER_SHUTTING_DOWN, "again"));
      hand.pass(Duration.ofMinutes(20));
      check();
      return caller.completed != null ? "completed" : caller.cancelled ? "left" : "failed";
    }

    private void step() {
      int dice = random.nextInt(100);
      if (dice < 70) {
        speak();
      } else if (dice < 80) {
        now += TimeUnit.MILLISECONDS.toNanos(random.nextInt(3_000));
        run.tick(now);
      } else if (dice < 90) {
        turnReadiness();
      } else if (dice < 94 && !started.isEmpty()) {
        started.getLast().attempt.connected = true;
      } else if (dice == 98) {
        leave();
      } else if (dice == 99) {
        hand.pass(Duration.ofSeconds(random.nextInt(90)));
      }
    }

    private void turnReadiness() {
      Said last = started.isEmpty() || started.getLast().over ? null : started.getLast();
      boolean paused = last != null && !last.attempt.listener.wantsMore();
      int resumed = last == null ? 0 : last.attempt.resumed;
      caller.ready = !caller.ready;
      if (caller.ready) {
        run.callerReady();
        assertThat(last == null || !paused || last.attempt.resumed == resumed + 1)
            .as("reads on when the caller does")
            .isTrue();
      }
    }

    private void speak() {
      if (started.isEmpty() || started.getLast().over) {
        return;
      }
      Said last = started.getLast();
      if (random.nextInt(60) == 0) {
        last.over = true;
        last.attempt.listener.broke(FailureKind.CUT, Fault.of(Reason.PROVIDER_ERROR, "cut"));
        return;
      }
      ChatEvent event = next(last);
      boolean inOrder = note(last, event);
      last.over = event instanceof ChatEvent.Failed || event instanceof ChatEvent.Completed;
      last.completed = inOrder && event instanceof ChatEvent.Completed;
      last.attempt.listener.event(event);
      assertThat(inOrder || last.over || last.attempt.cancelled).as("goes on in disorder").isTrue();
    }

    private static boolean note(Said said, ChatEvent event) {
      try {
        said.blocks.accept(event);
        return true;
      } catch (Blocks.OrderException e) {
        return false;
      }
    }

    private ChatEvent next(Said said) {
      int dice = random.nextInt(100);
      if (dice < 2) {
        return ChatEvent.failed(ProviderError.of(ErrorKind.UPSTREAM, "broke"));
      } else if (dice < 4) {
        return ChatEvent.delta(77, BlockKind.TEXT, "of no block");
      } else if (dice < 10) {
        return ChatEvent.used(Usage.of(5, random.nextInt(9)));
      } else if (dice < 25 && said.blocksSoFar < 4) {
        int number = 3 * said.blocksSoFar++ + 1;
        var block =
            (ChatEvent.BlockStarted)
                (random.nextBoolean()
                    ? ChatEvent.blockStarted(number, 0, BlockKind.TEXT)
                    : ChatEvent.toolCallStarted(number, 0, "id", "f"));
        said.open.add(block);
        return block;
      } else if (dice < 75 && !said.open.isEmpty()) {
        ChatEvent.BlockStarted block = said.open.get(random.nextInt(said.open.size()));
        return ChatEvent.delta(block.block(), block.kind(), "x".repeat(random.nextInt(3)));
      } else if (!said.open.isEmpty()) {
        return ChatEvent.blockEnded(said.open.removeLast().block());
      } else if (said.blocksSoFar < 5) {
        said.blocksSoFar = 5;
        return ChatEvent.choiceFinished(0, FinishReason.STOP, "stop");
      }
      return ChatEvent.completed();
    }

    private void check() {
      assertThat(ends).as("told once that it has ended").isEqualTo(1);
      assertThat(hand.loop().size()).as("still looked at").isZero();
      assertThat(calls.started).as("told of its start").hasValue(1);
      assertThat(calls.ended).as("told of its end").hasValue(1);
      assertThat(calls.attempts).as("told of each attempt").hasSize(starts);
      assertThat(started.stream().allMatch(s -> s.over || s.attempt.cancelled))
          .as("every attempt is over")
          .isTrue();
      assertThat(caller.isOver() || caller.cancelled).as("the caller knows").isTrue();
      assertThat(stream || caller.heartbeats == 0).as("no heartbeat of a unary call").isTrue();
      checkEvents();
      if (caller.completed != null) {
        assertThat(started.getLast().completed).as("the provider said so").isTrue();
        assertThat(caller.completed.failed()).hasSize(starts - 1);
      }
      if (!stream && caller.completed == null && !caller.cancelled) {
        assertThat(caller.events).as("a unary call gets all or nothing").isEmpty();
      }
    }

    private void checkEvents() {
      List<ChatEvent> delivered =
          caller.events.stream().filter(e -> !(e instanceof ChatEvent.Used)).toList();
      if (delivered.isEmpty()) {
        return;
      }
      List<ChatEvent> ordered = started.getLast().ordered;
      assertThat(delivered)
          .as("the winner's events, in order")
          .isEqualTo(ordered.subList(0, Math.min(delivered.size(), ordered.size())));
      assertThat(caller.completed == null || delivered.size() == ordered.size())
          .as("nothing is missing from a whole answer")
          .isTrue();
    }
  }
}
