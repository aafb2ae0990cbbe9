package dev.patchbay.server.telemetry;

import static dev.patchbay.server.health.Verdict.FAILED;
import static dev.patchbay.server.health.Verdict.LOCKED_OUT;
import static dev.patchbay.server.health.Verdict.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.health.CircuitState;
import dev.patchbay.server.health.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HealthMetricsTest {
  private final Catalog catalog =
      twice(
          new TestCatalog()
              .endpoint("east", "openai", new ScriptedProvider(List.of()))
              .endpoint("west", "openai", new ScriptedProvider(List.of()))
              .withModel("m", 1));
  private final HealthMetrics health = new HealthMetrics();
  private final CallMetrics metrics = new CallMetrics(() -> catalog, health);

  /** Two models over the same targets. */
  private static Catalog twice(Catalog one) {
    Model m = model(one);
    return new Catalog(
        1,
        one.endpoints(),
        Map.of("m", m, "n", new Model("n", m.targets(), m.limits(), m.failover())));
  }

  private static Model model(Catalog catalog) {
    return Objects.requireNonNull(catalog.models().get("m"));
  }

  private void attempts(int target, int times, Verdict verdict) {
    Target at = model(catalog).targets().get(target);
    for (int i = 0; i < times; i++) {
      long now = System.nanoTime();
      Objects.requireNonNull(at.health().enter(now)).end(verdict, null, now);
    }
  }

  @Test
  void scrape_targetsOfTheCatalog_haveOneStateEach() {
    attempts(0, 5, FAILED);

    Scraped scraped = Scraped.of(metrics);

    assertThat(scraped.value(circuit("east"))).isEqualTo(2);
    assertThat(scraped.value(circuit("west"))).isZero();
  }

  private static String circuit(String endpoint) {
    return "patchbay_circuit_state{endpoint=\"%1$s\",upstream_model=\"m-at-%1$s\"}"
        .formatted(endpoint);
  }

  @Test
  void scrape_endpointsOfTheCatalog_tellBenchAndRunningAttempts() {
    attempts(1, 1, SUCCEEDED);
    attempts(1, 1, LOCKED_OUT);
    var permit = model(catalog).targets().getFirst().health().enter(System.nanoTime());
    assertThat(permit).isNotNull();

    Scraped scraped = Scraped.of(metrics);

    assertThat(scraped.value("patchbay_endpoint_benched{endpoint=\"east\"}")).isZero();
    assertThat(scraped.value("patchbay_endpoint_benched{endpoint=\"west\"}")).isEqualTo(1);
    assertThat(scraped.value("patchbay_attempts_in_flight{endpoint=\"east\"}")).isEqualTo(1);
    assertThat(scraped.value("patchbay_attempts_in_flight{endpoint=\"west\"}")).isZero();
    assertThat(scraped.text()).doesNotContain("patchbay_endpoint_concurrency_limit{");
  }

  @Test
  void told_ofChanges_countsThem() {
    health.circuitChanged("east", "x", CircuitState.CLOSED, CircuitState.OPEN, "why");
    health.circuitChanged("east", "x", CircuitState.OPEN, CircuitState.HALF_OPEN, "why");
    health.circuitChanged("east", "x", CircuitState.HALF_OPEN, CircuitState.OPEN, "why");
    health.benched("west", "why", Duration.ofSeconds(10));
    health.unbenched("west");

    Scraped scraped = Scraped.of(metrics);

    assertThat(scraped.value(changes("east", "open"))).isEqualTo(2);
    assertThat(scraped.value(changes("east", "half_open"))).isEqualTo(1);
    assertThat(scraped.value("patchbay_endpoint_benchings_total{endpoint=\"west\"}")).isEqualTo(1);
  }

  private static String changes(String endpoint, String state) {
    return "patchbay_circuit_changes_total{endpoint=\"%s\",state=\"%s\",upstream_model=\"x\"}"
        .formatted(endpoint, state);
  }

  @Test
  void told_ofMoreNamesThanThereIsRoom_foldsThem() {
    for (int i = 0; i < 5_000; i++) {
      health.circuitChanged("e" + i, "x", CircuitState.CLOSED, CircuitState.OPEN, "why");
    }

    Scraped scraped = Scraped.of(metrics);

    assertThat(scraped.sum("patchbay_circuit_changes_total")).isEqualTo(5_000);
    assertThat(scraped.text())
        .contains("patchbay_circuit_changes_total{endpoint=\"_other\"")
        .doesNotContain("endpoint=\"e4999\"");
  }
}
