package dev.patchbay.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.relay.Caller;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.ChatRun;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.relay.Terms.Door;
import dev.patchbay.server.routing.Router;
import dev.patchbay.server.upstream.UpstreamClient;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the relay really tells of calls, counted. */
class RelayedCallsTest {
  private static final List<ChatEvent> BUSY =
      List.of(ChatEvent.failed(ProviderError.of(ErrorKind.OVERLOADED, "busy")));

  private final LoopGroup loops = new LoopGroup(1);

  /** Set on the loop, before the call hears of its answer. */
  private volatile @Nullable ChatRun run;

  @AfterEach
  void stop() {
    loops.close();
  }

  /** Only hears how the call ended. */
  private static final class Waiting implements Caller {
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final Consumer<ChatEvent> onEvent;

    Waiting(Consumer<ChatEvent> onEvent) {
      this.onEvent = onEvent;
    }

    @Override
    public void opened(Opening opening) {}

    @Override
    public void event(ChatEvent event) {
      onEvent.accept(event);
    }

    @Override
    public void heartbeat(Duration elapsed, Phase phase) {}

    @Override
    public void rerouted(Rerouting rerouting) {}

    @Override
    public void warned(List<String> dropped) {}

    @Override
    public void completed(Outcome outcome) {
      end.complete("completed");
    }

    @Override
    public void failed(Fault fault, Outcome outcome) {
      end.complete(fault.reason().name());
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void flush() {}
  }

  private static Catalog catalog(List<ChatEvent> first, List<ChatEvent> second) {
    return new TestCatalog()
        .endpoint("east", "azure", new ScriptedProvider(first))
        .endpoint("west", "openai", new ScriptedProvider(second))
        .failover(TestCatalog.NO_REPEATS)
        .withModel(Calls.MODEL, 1);
  }

  /** Runs a call and returns what was counted when it had ended as expected. */
  private Scraped run(Catalog catalog, String model, String ending) throws Exception {
    var caller = new Waiting(event -> {});
    CallMetrics metrics = start(catalog, model, caller);
    assertThat(caller.end.get(20, TimeUnit.SECONDS)).isEqualTo(ending);
    settle();
    return Scraped.of(metrics);
  }

  private CallMetrics start(Catalog catalog, String model, Caller caller) throws Exception {
    var metrics = new CallMetrics(() -> catalog, new HealthMetrics());
    var client = new UpstreamClient(loops, InstantSource.system());
    var relay = new Relay(() -> catalog, new Router(), client, metrics);
    ChatRequest request = Calls.chat(Door.GRPC, model, true);
    Loop loop = loops.loops().getFirst();
    loop.events().submit(() -> run = relay.start(loop, request, caller)).get(20, TimeUnit.SECONDS);
    return metrics;
  }

  /** Waits until the loop has done what it was doing. */
  private void settle() throws Exception {
    loops.loops().getFirst().events().submit(() -> {}).get(20, TimeUnit.SECONDS);
  }

  @Test
  void start_firstTargetFails_bothAttemptsAndTheFailoverAreCounted() throws Exception {
    Scraped scraped =
        run(catalog(BUSY, ScriptedProvider.text("Hel", "lo")), Calls.MODEL, "completed");

    assertThat(scraped.sum("patchbay_calls_total")).isEqualTo(1);
    assertThat(scraped.text())
        .contains(
            "patchbay_calls_total{door=\"grpc\",endpoint=\"west\",model=\"m\",operation=\"chat\",outcome=\"ok\"} 1.0",
            "patchbay_attempts_total{endpoint=\"east\",model=\"m\",outcome=\"provider_overloaded\"} 1.0",
            "patchbay_attempts_total{endpoint=\"west\",model=\"m\",outcome=\"ok\"} 1.0",
            "patchbay_failovers_total{endpoint=\"east\",model=\"m\"} 1.0",
            "patchbay_calls_in_flight{door=\"grpc\"} 0.0");
    assertThat(scraped.sum("gen_ai_server_time_to_first_token_seconds_count")).isEqualTo(1);
  }

  @Test
  void start_everyTargetFails_eachAttemptIsCountedOnce() throws Exception {
    Scraped scraped = run(catalog(BUSY, BUSY), Calls.MODEL, "PROVIDER_OVERLOADED");

    assertThat(scraped.sum("patchbay_attempts_total")).isEqualTo(2);
    assertThat(scraped.sum("gen_ai_client_operation_duration_seconds_count")).isEqualTo(2);
    assertThat(scraped.text())
        .contains(
            "patchbay_errors_total{door=\"grpc\",model=\"m\",reason=\"provider_overloaded\"} 1.0",
            "outcome=\"failed\"} 1.0");
  }

  @Test
  void start_modelNotConfigured_isRefusedUnderNoName() throws Exception {
    Scraped scraped = run(catalog(BUSY, BUSY), "canary-model", "MODEL_NOT_FOUND");

    assertThat(scraped.text())
        .contains(
            "patchbay_calls_total{door=\"grpc\",endpoint=\"_none\",model=\"_unknown\",operation=\"chat\",outcome=\"refused\"} 1.0")
        .doesNotContain("canary");
  }

  @Test
  void cancel_whileTheAnswerComes_isCountedAsTheCallersLeaving() throws Exception {
    var left = new CompletableFuture<String>();
    var caller =
        new Waiting(event -> {
          Objects.requireNonNull(run).cancel();
          left.complete("left");
        });
    CallMetrics metrics =
        start(catalog(ScriptedProvider.text("Hel", "lo"), BUSY), Calls.MODEL, caller);
    assertThat(left.get(20, TimeUnit.SECONDS)).isEqualTo("left");
    settle();

    Scraped scraped = Scraped.of(metrics);
    assertThat(scraped.sum("patchbay_calls_total")).isEqualTo(1);
    assertThat(scraped.text())
        .contains(
            "outcome=\"cancelled\"} 1.0",
            "patchbay_attempts_total{endpoint=\"east\",model=\"m\",outcome=\"stopped\"} 1.0",
            "patchbay_calls_in_flight{door=\"grpc\"} 0.0");
  }
}
