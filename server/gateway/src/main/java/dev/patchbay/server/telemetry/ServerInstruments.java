package dev.patchbay.server.telemetry;

import dev.patchbay.server.relay.Terms;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.ToLongFunction;

/** The metrics of the server as a whole, read when they are asked for. */
final class ServerInstruments {
  private ServerInstruments() {}

  /**
   * @param inFlight how many calls of a door are running
   */
  static void register(
      PrometheusRegistry registry, ToLongFunction<Terms.Door> inFlight, Room room) {
    GaugeWithCallback.builder()
        .name("patchbay_calls_in_flight")
        .help("Calls that are running.")
        .labelNames("door")
        .callback(gauge -> {
          for (Terms.Door door : Terms.Door.values()) {
            gauge.call(inFlight.applyAsLong(door), Words.DOORS.get(door.ordinal()));
          }
        })
        .register(registry);
    room(registry, room);
    build(registry);
    machine(registry);
  }

  private static void room(PrometheusRegistry registry, Room room) {
    GaugeWithCallback.builder()
        .name("patchbay_metrics_label_sets")
        .help(
            "Label sets that metrics of calls have; when there are too many, new ones are folded.")
        .callback(gauge -> gauge.call(room.taken()))
        .register(registry);
    CounterWithCallback.builder()
        .name("patchbay_metrics_folded")
        .help("Updates that were folded into the label value _other.")
        .callback(counter -> counter.call(room.folded()))
        .register(registry);
  }

  private static void build(PrometheusRegistry registry) {
    String version = ServerInstruments.class.getPackage().getImplementationVersion();
    Info.builder()
        .name("patchbay_build_info")
        .help("The server's version.")
        .labelNames("version")
        .register(registry)
        .addLabelValues(version == null ? "unknown" : version);
  }

  /** Not the library's metrics of threads: they stop the world to look for deadlocks. */
  private static void machine(PrometheusRegistry registry) {
    JvmBufferPoolMetrics.builder().register(registry);
    JvmClassLoadingMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmRuntimeInfoMetric.builder().register(registry);
    ProcessMetrics.builder().register(registry);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    GaugeWithCallback.builder()
        .name("jvm_threads_current")
        .help("Platform threads.")
        .callback(gauge -> gauge.call(threads.getThreadCount()))
        .register(registry);
  }
}
