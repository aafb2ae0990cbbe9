package dev.patchbay.server.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Notes what it is told, as text. */
final class RecordedHealth implements HealthListener {
  final List<String> told = new ArrayList<>();

  @Override
  public void circuitChanged(
      String endpoint, String model, CircuitState from, CircuitState to, String why) {
    told.add(endpoint + "/" + model + " " + from + " -> " + to + ": " + why);
  }

  @Override
  public void benched(String endpoint, String why, Duration pause) {
    told.add(endpoint + " benched for " + pause.toSeconds() + " s: " + why);
  }

  @Override
  public void unbenched(String endpoint) {
    told.add(endpoint + " unbenched");
  }
}
