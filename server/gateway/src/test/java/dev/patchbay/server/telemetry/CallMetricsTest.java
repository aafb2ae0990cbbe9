package dev.patchbay.server.telemetry;

import static dev.patchbay.server.telemetry.Calls.fault;
import static dev.patchbay.server.telemetry.Calls.millis;
import static dev.patchbay.server.telemetry.Calls.outcome;
import static dev.patchbay.server.telemetry.Calls.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Request;
import dev.patchbay.server.relay.Route;
import dev.patchbay.server.relay.Terms.Door;
import dev.patchbay.spi.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallMetricsTest {
  private static final Usage NOTHING = Usage.of(0, 0);

  private final CallMetrics metrics = new CallMetrics(() -> Calls.CATALOG, new HealthMetrics());
  private final Request<?> request = Calls.chat(Door.GRPC, Calls.MODEL, true);

  @Test
  void ended_served_countsTheCallItsAttemptAndItsTimes() {
    Calls.serve(metrics, request);

    Scraped scraped = Scraped.of(metrics);
    assertThat(
            scraped.value(
                "patchbay_calls_total{door=\"grpc\",endpoint=\"east\",model=\"m\",operation=\"chat\",outcome=\"ok\"}"))
        .isEqualTo(1);
    assertThat(
            scraped.value("patchbay_attempts_total{endpoint=\"east\",model=\"m\",outcome=\"ok\"}"))
        .isEqualTo(1);
    String call =
        "{door=\"grpc\",endpoint=\"east\",error_type=\"\",gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"azure.ai.openai\",gen_ai_request_model=\"m\"";
    assertThat(scraped.value("gen_ai_server_request_duration_seconds_sum" + call + "}"))
        .isEqualTo(0.2);
    assertThat(
            scraped.value("gen_ai_server_request_duration_seconds_bucket" + call + ",le=\"0.1\"}"))
        .isZero();
    assertThat(
            scraped.value("gen_ai_server_request_duration_seconds_bucket" + call + ",le=\"0.25\"}"))
        .isEqualTo(1);
    assertThat(scraped.sum("gen_ai_server_time_to_first_token_seconds_sum")).isEqualTo(0.03);
    assertThat(
            scraped.value(
                "gen_ai_client_operation_duration_seconds_count{endpoint=\"east\",error_type=\"\",gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"azure.ai.openai\",gen_ai_request_model=\"m\"}"))
        .isEqualTo(1);
    assertThat(scraped.sum("patchbay_errors_total")).isZero();
    assertThat(scraped.sum("patchbay_failovers_total")).isZero();
  }

  @Test
  void ended_usageTold_countsTokensByKind() {
    metrics.started(request);
    Usage usage = Usage.of(100, 7).withCacheRead(60).withCacheWrite(30).withReasoning(5);
    metrics.ended(request, outcome(route(1, 1), usage), null, false);

    Scraped scraped = Scraped.of(metrics);
    assertThat(tokens(scraped, "input", false)).isEqualTo(100);
    assertThat(tokens(scraped, "output", false)).isEqualTo(7);
    assertThat(tokens(scraped, "cache_read", false)).isEqualTo(60);
    assertThat(tokens(scraped, "cache_write", false)).isEqualTo(30);
    assertThat(tokens(scraped, "reasoning", false)).isEqualTo(5);
    String output =
        "{endpoint=\"west\",gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\",gen_ai_request_model=\"m\",gen_ai_token_type=\"output\"";
    assertThat(scraped.value("gen_ai_client_token_usage_bucket" + output + ",le=\"4.0\"}"))
        .isZero();
    assertThat(scraped.value("gen_ai_client_token_usage_bucket" + output + ",le=\"16.0\"}"))
        .isEqualTo(1);
  }

  @Test
  void ended_usageEstimated_isToldApartAndNotCalledTheProviders() {
    metrics.started(request);
    var guessed = new Outcome(route(1, 1), Usage.of(100, 7), true, List.of(), List.of(), 1, 2);
    metrics.ended(request, guessed, null, false);

    Scraped scraped = Scraped.of(metrics);
    assertThat(tokens(scraped, "input", true)).isEqualTo(100);
    assertThat(scraped.sum("patchbay_tokens_total")).isEqualTo(107);
    assertThat(scraped.sum("gen_ai_client_token_usage_count")).isZero();
  }

  @Test
  void ended_usageBelowZero_isLeftOut() {
    metrics.started(request);
    metrics.ended(request, outcome(route(1, 1), Usage.of(-5, 7).withReasoning(-1)), null, false);

    assertThat(Scraped.of(metrics).sum("patchbay_tokens_total")).isEqualTo(7);
  }

  private static double tokens(Scraped scraped, String kind, boolean estimated) {
    return scraped.value(
        "patchbay_tokens_total{endpoint=\"west\",estimated=\""
            + estimated
            + "\",kind=\""
            + kind
            + "\",model=\"m\"}");
  }

  @Test
  void ended_afterAFailover_countsBothAttemptsAndWhereItLeft() {
    Fault busy = fault(Reason.PROVIDER_OVERLOADED);
    metrics.started(request);
    metrics.attemptEnded(request, route(0, 1), busy, millis(50));
    metrics.attemptEnded(request, route(1, 2), null, millis(149));
    var failed = Calls.failed(route(0, 1), busy, millis(50));
    metrics.ended(request, outcome(route(1, 2), NOTHING, failed), null, false);

    Scraped scraped = Scraped.of(metrics);
    assertThat(attempts(scraped, "east", "provider_overloaded")).isEqualTo(1);
    assertThat(attempts(scraped, "west", "ok")).isEqualTo(1);
    assertThat(scraped.value("patchbay_failovers_total{endpoint=\"east\",model=\"m\"}"))
        .isEqualTo(1);
    assertThat(scraped.sum("gen_ai_client_operation_duration_seconds_sum"))
        .isCloseTo(0.2, within(1e-9));
    assertThat(scraped.sum("patchbay_errors_total")).isZero();
  }

  @Test
  void ended_sameTargetAgain_isNoFailover() {
    Fault busy = fault(Reason.PROVIDER_OVERLOADED);
    metrics.started(request);
    var failed = Calls.failed(route(0, 1), busy, millis(50));
    metrics.ended(request, outcome(route(0, 2), NOTHING, failed), null, false);

    assertThat(Scraped.of(metrics).sum("patchbay_failovers_total")).isZero();
  }

  @Test
  void ended_everyAttemptFailed_countsEachOnceAndTheError() {
    Fault busy = fault(Reason.PROVIDER_OVERLOADED);
    metrics.started(request);
    metrics.attemptEnded(request, route(0, 1), busy, millis(50));
    metrics.attemptEnded(request, route(1, 2), busy, millis(50));
    metrics.ended(
        request,
        outcome(
            route(1, 2),
            NOTHING,
            Calls.failed(route(0, 1), busy, millis(50)),
            Calls.failed(route(1, 2), busy, millis(50))),
        busy,
        false);

    Scraped scraped = Scraped.of(metrics);
    assertThat(scraped.sum("patchbay_attempts_total")).isEqualTo(2);
    assertThat(scraped.sum("patchbay_failovers_total")).isEqualTo(1);
    assertThat(calls(scraped, "west", "failed")).isEqualTo(1);
    assertThat(
            scraped.value(
                "patchbay_errors_total{door=\"grpc\",model=\"m\",reason=\"provider_overloaded\"}"))
        .isEqualTo(1);
    assertThat(scraped.sum("gen_ai_server_time_to_first_token_seconds_count")).isZero();
  }

  @Test
  void ended_callerLeft_stopsTheAttempt() {
    metrics.started(request);
    metrics.attemptEnded(request, route(0, 1), null, millis(10));
    metrics.ended(request, outcome(route(0, 1), NOTHING), null, true);

    Scraped scraped = Scraped.of(metrics);
    assertThat(calls(scraped, "east", "cancelled")).isEqualTo(1);
    assertThat(attempts(scraped, "east", "stopped")).isEqualTo(1);
    assertThat(scraped.text()).contains("error_type=\"cancelled\"");
  }

  @Test
  void ended_deadlineWithAnAttemptRunning_stopsTheAttemptAndFailsTheCall() {
    metrics.started(request);
    metrics.attemptEnded(request, route(0, 1), null, millis(10));
    metrics.ended(request, outcome(route(0, 1), NOTHING), fault(Reason.DEADLINE_EXCEEDED), false);

    Scraped scraped = Scraped.of(metrics);
    assertThat(calls(scraped, "east", "failed")).isEqualTo(1);
    assertThat(attempts(scraped, "east", "stopped")).isEqualTo(1);
  }

  @Test
  void ended_notStreamed_hasNoTimeToFirstToken() {
    Calls.serve(metrics, Calls.chat(Door.HTTP, Calls.MODEL, false));

    assertThat(Scraped.of(metrics).text())
        .doesNotContain("gen_ai_server_time_to_first_token_seconds_count");
  }

  @Test
  void ended_embeddings_areAnOperationOfTheirOwn() {
    Calls.serve(metrics, Calls.embed());

    assertThat(
            Scraped.of(metrics)
                .value(
                    "patchbay_calls_total{door=\"http\",endpoint=\"east\",model=\"m\",operation=\"embeddings\",outcome=\"ok\"}"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "NO_ELIGIBLE_ROUTE,refused",
    "NO_HEALTHY_ENDPOINT,failed",
    "DEADLINE_EXCEEDED,failed",
    "SERVER_SHUTTING_DOWN,failed"
  })
  void ended_noEndpointAsked_isRefusedOnlyForWhatLiesInTheRequest(Reason reason, String outcome) {
    metrics.started(request);
    metrics.ended(request, outcome(null, NOTHING), fault(reason), false);

    assertThat(calls(Scraped.of(metrics), "_none", outcome)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void ended_anyReason_isCountedByIt(Reason reason) {
    metrics.started(request);
    metrics.attemptEnded(request, route(0, 1), fault(reason), 1);
    var failed = Calls.failed(route(0, 1), fault(reason), 1);
    metrics.ended(request, outcome(route(0, 1), NOTHING, failed), fault(reason), false);

    String word = reason.name().toLowerCase(java.util.Locale.ROOT);
    assertThat(attempts(Scraped.of(metrics), "east", word)).isEqualTo(1);
    assertThat(Scraped.of(metrics).text())
        .contains("reason=\"" + word + "\"", "error_type=\"" + word + "\"");
  }

  @Test
  void refused_countsTheCallAndItsReason() {
    metrics.refused(Door.HTTP, Request.Operation.CHAT, fault(Reason.INVALID_REQUEST));

    Scraped scraped = Scraped.of(metrics);
    assertThat(
            scraped.value(
                "patchbay_calls_total{door=\"http\",endpoint=\"_none\",model=\"_unknown\",operation=\"chat\",outcome=\"refused\"}"))
        .isEqualTo(1);
    assertThat(
            scraped.value(
                "patchbay_errors_total{door=\"http\",model=\"_unknown\",reason=\"invalid_request\"}"))
        .isEqualTo(1);
  }

  @Test
  void started_raisesWhatIsInFlightUntilTheEnd() {
    metrics.started(request);
    metrics.started(request);
    metrics.ended(request, outcome(route(0, 1), NOTHING), null, true);

    Scraped scraped = Scraped.of(metrics);
    assertThat(scraped.value("patchbay_calls_in_flight{door=\"grpc\"}")).isEqualTo(1);
    assertThat(scraped.value("patchbay_calls_in_flight{door=\"http\"}")).isZero();
  }

  @Test
  void scrape_callersTexts_areNowhere() {
    String canary = "canary-4711";
    Request<?> asked = Calls.chat(canary + "-model", canary + "-prompt");
    metrics.started(asked);
    Fault unknown =
        Fault.of(Reason.MODEL_NOT_FOUND, "no model " + canary).with(Fault.MODEL, canary);
    metrics.ended(asked, outcome(null, NOTHING), unknown, false);
    metrics.refused(Door.HTTP, Request.Operation.EMBED, unknown);
    Request<?> good = Calls.chat(Calls.MODEL, canary);
    metrics.started(good);
    metrics.attemptEnded(good, route(0, 1), unknown, 1);
    metrics.ended(
        good, outcome(route(1, 2), NOTHING.withRaw("{\"id\":\"" + canary + "\"}")), null, false);

    Scraped scraped = Scraped.of(metrics);
    assertThat(scraped.text()).contains("model=\"_unknown\"").doesNotContain("canary");
    assertThat(openMetrics()).doesNotContain("canary");
  }

  @Test
  void ended_asMoreNamesComeThanThereIsRoom_foldsThemAndSaysSo() {
    var narrow = new CallMetrics(() -> Calls.CATALOG, new HealthMetrics(), 40);
    int calls = 100;
    for (int i = 0; i < calls; i++) {
      var catalog =
          new TestCatalog()
              .endpoint("e" + i, "openai", new ScriptedProvider(List.of()))
              .withModel("m" + i, i);
      Request<?> named = Calls.chat(Door.GRPC, "m" + i, true);
      var route = new Route(Calls.model(catalog), Calls.target(catalog, 0), 1);
      narrow.started(named);
      narrow.ended(named, outcome(route, Usage.of(1, 1)), null, false);
    }

    Scraped scraped = Scraped.of(narrow);
    assertThat(scraped.sum("patchbay_calls_total")).isEqualTo(calls);
    assertThat(scraped.value("patchbay_metrics_label_sets")).isEqualTo(40);
    assertThat(scraped.sum("patchbay_metrics_folded_total")).isGreaterThan(90);
    assertThat(scraped.text()).contains("model=\"_other\"").doesNotContain("model=\"m99\"");
  }

  @Test
  void ended_onManyThreads_losesNothing() throws InterruptedException {
    int threads = 8;
    int each = 5_000;
    var begin = new CountDownLatch(1);
    var running = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      Request<?> mine = Calls.chat(i % 2 == 0 ? Door.GRPC : Door.HTTP, Calls.MODEL, true);
      running.add(
          Thread.ofPlatform()
              .start(() -> {
                awaitUninterrupted(begin);
                for (int n = 0; n < each; n++) {
                  Calls.serve(metrics, mine);
                }
              }));
    }
    begin.countDown();
    long lines = 0;
    while (running.stream().anyMatch(Thread::isAlive)) {
      lines = metrics.scrape(null).body().length;
    }
    for (Thread thread : running) {
      thread.join();
    }

    Scraped scraped = Scraped.of(metrics);
    assertThat(lines).isPositive();
    assertThat(scraped.sum("patchbay_calls_total")).isEqualTo(threads * each);
    assertThat(scraped.sum("patchbay_attempts_total")).isEqualTo(threads * each);
    assertThat(scraped.sum("gen_ai_server_request_duration_seconds_count"))
        .isEqualTo(threads * each);
    assertThat(scraped.sum("patchbay_tokens_total")).isEqualTo(threads * each * 112L);
    assertThat(scraped.sum("patchbay_calls_in_flight")).isZero();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void scrape_acceptUnsaid_isPrometheusText() {
    assertThat(metrics.scrape(null).contentType())
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(metrics.scrape("*/*").contentType())
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
  }

  @Test
  void scrape_protobufAccepted_isStillText() {
    String accept =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,text/plain;q=0.5";

    assertThat(metrics.scrape(accept).contentType()).startsWith("text/plain");
  }

  @Test
  void scrape_openMetricsAccepted_isThat() {
    Calls.serve(metrics, request);

    assertThat(metrics.scrape("application/openmetrics-text;version=1.0.0,*/*;q=0.1").contentType())
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(openMetrics()).endsWith("# EOF\n").contains("# TYPE patchbay_calls counter");
  }

  private String openMetrics() {
    return new String(
        metrics.scrape("application/openmetrics-text").body(), StandardCharsets.UTF_8);
  }

  @Test
  void scrape_tellsOfTheBuildAndTheProcess() {
    assertThat(Scraped.of(metrics).text())
        .contains(
            "patchbay_build_info{version=",
            "process_cpu_seconds_total",
            "process_start_time_seconds",
            "jvm_memory_used_bytes",
            "jvm_gc_collection_seconds_count",
            "jvm_threads_current");
  }

  private static double calls(Scraped scraped, String endpoint, String outcome) {
    return scraped.value(
        "patchbay_calls_total{door=\"grpc\",endpoint=\""
            + endpoint
            + "\",model=\"m\",operation=\"chat\",outcome=\""
            + outcome
            + "\"}");
  }

  private static double attempts(Scraped scraped, String endpoint, String outcome) {
    return scraped.value(
        "patchbay_attempts_total{endpoint=\""
            + endpoint
            + "\",model=\"m\",outcome=\""
            + outcome
            + "\"}");
  }
}
