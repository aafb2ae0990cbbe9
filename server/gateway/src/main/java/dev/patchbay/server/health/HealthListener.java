package dev.patchbay.server.health;

import java.time.Duration;

/**
 * Hears of changes of health. Told on the thread that made the change, often a call's event loop:
 * must be quick, must not block and must not throw. Changes that follow each other at once may be
 * told in another order.
 */
public interface HealthListener {
  /** Hears nothing. */
  HealthListener NONE =
      new HealthListener() {
        @Override
        public void circuitChanged(
            String endpoint, String model, CircuitState from, CircuitState to, String why) {}

        @Override
        public void benched(String endpoint, String why, Duration pause) {}

        @Override
        public void unbenched(String endpoint) {}
      };

  /**
   * The circuit of a target has changed.
   *
   * @param model the endpoint's name for it
   * @param from differs from {@code to}
   * @param why for people: "its circuit is open after 5 failures in a row; next try in 2 s"
   */
  void circuitChanged(
      String endpoint, String model, CircuitState from, CircuitState to, String why);

  /**
   * An endpoint was benched with all its models, or benched again after it was tried.
   *
   * @param why for people
   * @param pause until it is tried again
   */
  void benched(String endpoint, String why, Duration pause);

  /** A benched endpoint has served a call and is in use again. */
  void unbenched(String endpoint);
}
