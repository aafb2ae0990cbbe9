package dev.patchbay.server.telemetry;

import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.CatalogSource;
import dev.patchbay.server.catalog.Endpoint;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.health.CircuitState;
import dev.patchbay.server.health.EndpointHealth;
import dev.patchbay.server.health.TargetHealth;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/** How the endpoints of the catalog are doing, read when it is asked for. */
final class HealthGauges {
  private final CatalogSource catalog;

  private HealthGauges(CatalogSource catalog) {
    this.catalog = catalog;
  }

  static void register(PrometheusRegistry registry, CatalogSource catalog) {
    var gauges = new HealthGauges(catalog);
    GaugeWithCallback.builder()
        .name("patchbay_circuit_state")
        .help("How far a model at an endpoint is trusted: 0 closed, 1 half-open, 2 open.")
        .labelNames("endpoint", "upstream_model")
        .callback(gauges::circuits)
        .register(registry);
    gauges.ofEndpoints(
        registry,
        "patchbay_endpoint_benched",
        "1 while an endpoint is passed over or only tried, as its key was refused.",
        (health, gauge) -> gauge.accept(health.isBenched(System.nanoTime()) ? 1 : 0));
    gauges.ofEndpoints(
        registry,
        "patchbay_attempts_in_flight",
        "Attempts that are running.",
        (health, gauge) -> gauge.accept(health.running()));
    gauges.ofEndpoints(
        registry,
        "patchbay_endpoint_concurrency_limit",
        "How many attempts may run at once, where that is limited.",
        (health, gauge) -> health.limit().ifPresent(gauge::accept));
  }

  /** Takes the value of one series. */
  @FunctionalInterface
  private interface Series {
    void accept(int value);
  }

  private void ofEndpoints(
      PrometheusRegistry registry,
      String name,
      String help,
      BiConsumer<EndpointHealth, Series> reader) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("endpoint")
        .callback(gauge -> {
          for (Endpoint endpoint : catalog.current().endpoints().values()) {
            reader.accept(endpoint.health(), value -> gauge.call(value, endpoint.name()));
          }
        })
        .register(registry);
  }

  /** A target that several models share has one series. */
  private void circuits(GaugeWithCallback.Callback gauge) {
    long now = System.nanoTime();
    Catalog current = catalog.current();
    Set<TargetHealth> seen = new HashSet<>();
    current.models().values().stream()
        .flatMap(model -> model.targets().stream())
        .filter(target -> seen.add(target.health()))
        .forEach(
            target -> gauge.call(number(target, now), target.endpoint().name(), target.model()));
  }

  private static int number(Target target, long now) {
    CircuitState state = target.health().standing(now).circuit();
    return switch (state) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }
}
