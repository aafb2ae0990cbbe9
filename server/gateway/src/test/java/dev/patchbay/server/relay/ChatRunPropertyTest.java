package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.Endpoint;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.Model.TimeLimits;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.failover.FailoverRules;
import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.server.failover.Hold;
import dev.patchbay.server.failover.Retries;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.HandLoop;
import dev.patchbay.server.routing.Router;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random calls against {@link MoodyTargets}: whatever fails in whatever order and time, what {@link
 * Caller} promises holds, and so does what a gateway owes: one end, no truncated success, no text
 * twice or lost, no call past its deadline, no attempt too many or unaccounted.
 */
class ChatRunPropertyTest {
  private static final int STORIES = 10_000;

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
    assertThat(endings)
        .as("stories of every kind")
        .containsKeys(
            "completed",
            "failed",
            "left",
            "completed UNSEEN",
            "completed CONTINUED",
            "completed RESTARTED",
            "completed NO_OUTPUT_LOST");
  }

  private static final class Story {
    private final Random random;
    private final boolean stream;
    private final HandLoop hand = new HandLoop();
    private final RecordingCaller caller = new RecordingCaller();
    private final RecordedCalls calls = new RecordedCalls();
    private final MoodyTargets targets;
    private final Catalog catalog;
    private final ChatRun run;
    private final Retries retries;
    private final Duration limit;
    private final boolean tools;
    private int ends;
    private long ended;

    Story(long seed) {
      random = new Random(seed);
      stream = random.nextInt(4) > 0;
      tools = random.nextInt(4) == 0;
      targets = new MoodyTargets(hand.loop(), random);
      targets.tools = tools;
      retries = new Retries(random.nextInt(3), Duration.ofMillis(50), Duration.ofMillis(400));
      catalog = catalog();
      limit = Duration.ofMillis(100 + random.nextInt(random.nextBoolean() ? 3_000 : 30_000));
      Terms terms =
          Terms.builder(Terms.Door.GRPC, Principal.ANONYMOUS)
              .failover(wishes())
              .dropUnsupported(true)
              .timeLeft(limit)
              .build();
      ChatCall call =
          ChatCall.builder("m", List.of()).stream(stream)
              .tools(
                  tools ? List.of(new Tool.Function("f", null, "{}", null, Extra.NONE)) : List.of())
              .build();
      var request = new ChatRequest(call, terms, Duration.ofSeconds(random.nextInt(3)));
      var means = new Run.Means(new Router(), targets, calls, new HedgeBudget(), random);
      run =
          new ChatRun(
              hand.loop(),
              means,
              request,
              caller,
              gone -> {
                ends++;
                ended = hand.loop().nanoTime();
              });
      caller.onCall = () -> maybe(random.nextInt(400) == 0, this::leave);
    }

    private static void maybe(boolean really, Runnable step) {
      if (really) {
        step.run();
      }
    }

    private FailoverWishes wishes() {
      if (random.nextInt(8) == 0) {
        return FailoverWishes.NEVER;
      }
      AfterOutput after = AfterOutput.values()[random.nextInt(3)];
      return new FailoverWishes(
          true,
          random.nextBoolean(),
          random.nextInt(4) == 0 ? List.of("spare") : List.of(),
          random.nextBoolean() ? after : null,
          after == AfterOutput.RESTART,
          null);
    }

    private Hold hold() {
      return switch (random.nextInt(6)) {
        case 0 -> new Hold.Tokens(1 + random.nextInt(6));
        case 1 -> new Hold.Time(Duration.ofMillis(1 + random.nextInt(500)));
        case 2 -> new Hold.Whole();
        default -> Hold.NONE;
      };
    }

    private Catalog catalog() {
      var models = new HashMap<String, Model>();
      var endpoints = new HashMap<String, Endpoint>();
      for (String name : List.of("m", "spare")) {
        var some = new TestCatalog();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
          Capabilities able =
              random.nextBoolean()
                  ? Capabilities.UNKNOWN
                  : Capabilities.of(
                      Set.of(
                          Capabilities.ASSISTANT_PREFILL,
                          Capabilities.STREAMING,
                          Capabilities.TOOLS));
          some.endpoint(name + i, "fake", new ScriptedProvider(able, List.of()));
        }
        some.failover(
            new FailoverRules(
                name.equals("m") ? List.of("spare") : List.of(),
                retries,
                AfterOutput.values()[random.nextInt(3)],
                hold(),
                random.nextBoolean(),
                random.nextBoolean()));
        some.limits(
            new TimeLimits(
                Duration.ofMillis(200),
                Duration.ofMillis(1_000),
                Duration.ofMillis(1_000),
                Duration.ofSeconds(20),
                random.nextBoolean()));
        Catalog one = some.withModel(name, 1);
        models.putAll(one.models());
        endpoints.putAll(one.endpoints());
      }
      return new Catalog(1, Map.copyOf(endpoints), Map.copyOf(models));
    }

    private void leave() {
      run.cancel();
      caller.cancelled = true;
    }

    String tell() {
      long began = hand.loop().nanoTime();
      run.start(catalog, null);
      while (ends == 0) {
        hand.live(Duration.ofMillis(10 + random.nextInt(100)));
        maybe(random.nextInt(300) == 0, this::leave);
        maybe(random.nextInt(10) == 0, this::turnReadiness);
        assertThat(hand.loop().nanoTime() - began).as("hangs").isLessThan(60_000_000_000L);
      }
      // What comes late must change nothing.
      run.callerReady();
      run.interrupt(Fault.of(Reason.SERVER_SHUTTING_DOWN, "again"));
      hand.live(Duration.ofSeconds(1));
      check(began);
      return ending();
    }

    private void turnReadiness() {
      caller.ready = !caller.ready;
      if (caller.ready) {
        run.callerReady();
      }
    }

    private String ending() {
      if (caller.completed == null) {
        return caller.cancelled ? "left" : "failed";
      }
      return caller.effects.isEmpty() ? "completed" : "completed " + caller.effects.getLast();
    }

    private void check(long began) {
      assertThat(ends).as("told once that it has ended").isEqualTo(1);
      assertThat(hand.loop().size()).as("still looked at").isZero();
      assertThat(calls.started).as("told of its start").hasValue(1);
      assertThat(calls.ended).as("told of its end").hasValue(1);
      assertThat(caller.isOver() || caller.cancelled).as("the caller knows").isTrue();
      assertThat(stream || caller.heartbeats == 0).as("no heartbeat of a unary call").isTrue();
      Duration total = Duration.ofSeconds(20);
      Duration most = limit.compareTo(total) < 0 ? limit : total;
      assertThat(Duration.ofNanos(ended - began)).isLessThan(most.plusMillis(100));
      checkAttempts();
      if (caller.completed != null) {
        checkWhole();
      } else if (!stream && !caller.cancelled) {
        assertThat(caller.events).as("a unary call gets all or nothing").isEmpty();
      }
    }

    private void checkAttempts() {
      assertThat(targets.played.stream().allMatch(one -> one.over || one.cancelled))
          .as("every attempt is over")
          .isTrue();
      assertThat(calls.attempts)
          .as("told of each attempt")
          .hasSizeGreaterThanOrEqualTo(targets.played.size());
      var asked = new HashMap<Object, Integer>();
      for (MoodyTargets.Played one : targets.played) {
        asked.merge(one.target + (one.prefilled ? " prefilled" : ""), 1, Integer::sum);
      }
      // A target that refused to write on is asked once more, to start again.
      assertThat(asked.values()).as("attempts per target").allMatch(n -> n <= 2 + retries.max());
      Usage told = Usage.of(0, 0);
      for (MoodyTargets.Played one : targets.played) {
        told = one.told == null ? told : Spendings.sum(told, one.told);
      }
      Usage booked = Usage.of(0, 0);
      for (Spent spent : java.util.Objects.requireNonNull(calls.last).spent()) {
        booked = spent.estimated() ? booked : Spendings.sum(booked, spent.usage());
      }
      assertThat(booked).as("what was told is booked").isEqualTo(told);
    }

    private void checkWhole() {
      MoodyTargets.Played server =
          targets.played.stream().filter(one -> one.completed).reduce((a, b) -> b).orElseThrow();
      assertThat(server.target)
          .isEqualTo(
              java.util.Objects.requireNonNull(
                      java.util.Objects.requireNonNull(caller.completed).route())
                  .target());
      assertThat(MoodyTargets.TEXTS).as("the whole text, once").contains(text());
    }

    /** The text that counts for the caller. */
    private String text() {
      var text = new StringBuilder();
      for (ChatEvent event : caller.events) {
        if (event instanceof ChatEvent.Delta delta && delta.block() >= caller.firstBlock) {
          text.append(delta.text());
        }
      }
      return text.toString();
    }
  }
}
