package dev.patchbay.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Numbers the openings and closings of each circuit, and sees that its changes fit together. */
final class Periods implements HealthListener {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, CircuitState> states = new HashMap<>();
  private final Map<String, Integer> content = new HashMap<>();

  int of(String model) {
    return numbers.getOrDefault(model, 0);
  }

  /** An attempt that was let in during that period had content. */
  void content(String model, int period) {
    content.merge(model, period, Math::max);
  }

  boolean hadContent(String model, int period) {
    return content.getOrDefault(model, -1) == period;
  }

  @Override
  public void circuitChanged(
      String endpoint, String model, CircuitState from, CircuitState to, String why) {
    assertThat(states.getOrDefault(model, CircuitState.CLOSED)).isEqualTo(from).isNotEqualTo(to);
    states.put(model, to);
    if (to != CircuitState.HALF_OPEN) {
      numbers.merge(model, 1, Integer::sum);
    }
  }

  @Override
  public void benched(String endpoint, String why, Duration pause) {}

  @Override
  public void unbenched(String endpoint) {}
}
