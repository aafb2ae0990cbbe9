package dev.patchbay.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.health.CircuitState;
import dev.patchbay.server.relay.Request;
import dev.patchbay.server.relay.Terms.Door;
import dev.patchbay.spi.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own check of what we expose; skipped where it is not installed. */
class PromtoolTest {
  @TempDir Path folder;

  @Test
  void scrape_everyMetricHasASeries_promtoolFindsNothing() throws Exception {
    assumeThat(isInstalled()).as("promtool, of Debian's package prometheus, is installed").isTrue();
    var health = new HealthMetrics();
    var metrics = new CallMetrics(() -> Calls.CATALOG, health);
    health.circuitChanged("east", "m", CircuitState.CLOSED, CircuitState.OPEN, "why");
    health.benched("east", "why", Duration.ofSeconds(1));
    Calls.serve(metrics, Calls.chat(Door.HTTP, Calls.MODEL, true));
    fail(metrics, Calls.chat(Door.GRPC, Calls.MODEL, false));
    Path page = Files.write(folder.resolve("page"), metrics.scrape(null).body());

    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(page.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
  }

  private static void fail(CallMetrics metrics, Request<?> request) {
    Fault busy = Calls.fault(Reason.PROVIDER_OVERLOADED);
    metrics.started(request);
    metrics.attemptEnded(request, Calls.route(0, 1), busy, 1);
    metrics.attemptEnded(request, Calls.route(1, 2), busy, 1);
    var first = Calls.failed(Calls.route(0, 1), busy, 1);
    var second = Calls.failed(Calls.route(1, 2), busy, 1);
    metrics.ended(
        request, Calls.outcome(Calls.route(1, 2), Usage.of(1, 1), first, second), busy, false);
  }

  private static boolean isInstalled() throws IOException {
    String path = System.getenv("PATH");
    return path != null
        && Arrays.stream(path.split(java.io.File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
  }
}
