package dev.patchbay.server.telemetry;

import dev.patchbay.server.health.CircuitState;
import dev.patchbay.server.health.HealthListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts changes of health. Thread-safe. Names are those of the configuration; after {@value
 * #PLACES} of them (many reloads) new ones count as {@code _other}.
 */
public final class HealthMetrics implements HealthListener {
  private static final int PLACES = 2_000;
  private static final List<String> STATES = Words.of(CircuitState.values());

  private final Set<Place> places = ConcurrentHashMap.newKeySet();
  private final Counter circuitChanges =
      Counter.builder()
          .name("patchbay_circuit_changes")
          .help("Changes of circuits, by the state that they changed to.")
          .labelNames("endpoint", "upstream_model", "state")
          .withoutExemplars()
          .build();
  private final Counter benchings =
      Counter.builder()
          .name("patchbay_endpoint_benchings")
          .help("How often an endpoint was benched, or benched again, as its key was refused.")
          .labelNames("endpoint")
          .withoutExemplars()
          .build();

  private record Place(String endpoint, String model) {
    static final Place OTHER = new Place(Words.OTHER, Words.OTHER);
  }

  @Inject
  public HealthMetrics() {}

  /** Once. */
  void register(PrometheusRegistry registry) {
    registry.register(circuitChanges);
    registry.register(benchings);
  }

  private Place known(String endpoint, String model) {
    var place = new Place(endpoint, model);
    boolean fits = places.contains(place) || (places.size() < PLACES && places.add(place));
    return fits ? place : Place.OTHER;
  }

  @Override
  public void circuitChanged(
      String endpoint, String model, CircuitState from, CircuitState to, String why) {
    Place at = known(endpoint, model);
    circuitChanges.labelValues(at.endpoint(), at.model(), STATES.get(to.ordinal())).inc();
  }

  @Override
  public void benched(String endpoint, String why, Duration pause) {
    benchings.labelValues(known(endpoint, "").endpoint()).inc();
  }

  @Override
  public void unbenched(String endpoint) {}
}
