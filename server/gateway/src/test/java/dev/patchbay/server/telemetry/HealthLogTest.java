package dev.patchbay.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.patchbay.server.health.CircuitState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HealthLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(HealthLog.class);
  private final @Nullable Level before = logger.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final HealthLog log = new HealthLog(new HealthMetrics());

  @BeforeEach
  void record() {
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(before);
  }

  @Test
  void told_ofChanges_logsALineForEach() {
    log.circuitChanged(
        "east",
        "m",
        CircuitState.CLOSED,
        CircuitState.OPEN,
        "its circuit is open; next try in 2 s");
    log.circuitChanged("east", "m", CircuitState.OPEN, CircuitState.HALF_OPEN, "it is tried");
    log.circuitChanged("east", "m", CircuitState.HALF_OPEN, CircuitState.CLOSED, "a try succeeded");
    log.benched("east", "its key or account was refused", Duration.ofSeconds(10));
    log.unbenched("east");

    assertThat(lines.list)
        .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
        .containsExactly(
            "WARN endpoint east, model m: passed over, as its circuit is open; next try in 2 s",
            "INFO endpoint east, model m: on trial: it is tried",
            "INFO endpoint east, model m: in use again: a try succeeded",
            "WARN endpoint east: passed over, as its key or account was refused; next try in 10 s",
            "INFO endpoint east: in use again: its key was accepted");
  }
}
