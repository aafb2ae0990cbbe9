package dev.patchbay.server.telemetry;

import dev.patchbay.server.health.CircuitState;
import dev.patchbay.server.health.HealthListener;
import jakarta.inject.Inject;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each change of health with one line, and passes it on to be counted. */
public final class HealthLog implements HealthListener {
  private static final Logger log = LoggerFactory.getLogger(HealthLog.class);

  private final HealthListener next;

  @Inject
  public HealthLog(HealthMetrics next) {
    this.next = next;
  }

  @Override
  public void circuitChanged(
      String endpoint, String model, CircuitState from, CircuitState to, String why) {
    switch (to) {
      case OPEN -> log.warn("endpoint {}, model {}: passed over, as {}", endpoint, model, why);
      case HALF_OPEN -> log.info("endpoint {}, model {}: on trial: {}", endpoint, model, why);
      case CLOSED -> log.info("endpoint {}, model {}: in use again: {}", endpoint, model, why);
    }
    next.circuitChanged(endpoint, model, from, to, why);
  }

  @Override
  public void benched(String endpoint, String why, Duration pause) {
    log.warn("endpoint {}: passed over, as {}; next try in {} s", endpoint, why, pause.toSeconds());
    next.benched(endpoint, why, pause);
  }

  @Override
  public void unbenched(String endpoint) {
    log.info("endpoint {}: in use again: its key was accepted", endpoint);
    next.unbenched(endpoint);
  }
}
