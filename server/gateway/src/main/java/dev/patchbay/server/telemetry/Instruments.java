package dev.patchbay.server.telemetry;

import dev.patchbay.server.telemetry.Family.Axis;
import dev.patchbay.server.telemetry.Family.Name;
import dev.patchbay.server.telemetry.Family.Names;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of calls. Those of OpenTelemetry's GenAI conventions (as of August 2026, where they
 * are in development) have its names in Prometheus' form; {@code door} and {@code endpoint} are our
 * additions to their attributes, named as in our own metrics.
 */
final class Instruments {
  private static final double[] DURATIONS = {
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300, 600
  };
  private static final double[] FIRST_TOKENS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2.5, 5, 10, 20, 30, 60
  };

  /** The conventions': powers of four. */
  private static final double[] TOKENS = {
    1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864
  };

  private static final Name MODEL = new Name("model", Names::model);
  private static final Name ENDPOINT = new Name("endpoint", Names::endpoint);
  private static final Name GEN_AI_MODEL = new Name("gen_ai_request_model", Names::model);
  private static final Name GEN_AI_PROVIDER = new Name("gen_ai_provider_name", Names::provider);
  private static final List<Name> PLACE = List.of(MODEL, ENDPOINT);
  private static final List<Name> GEN_AI_PLACE = List.of(GEN_AI_MODEL, GEN_AI_PROVIDER, ENDPOINT);

  private static final Axis DOOR = new Axis("door", Words.DOORS);
  private static final Axis OPERATION = new Axis("operation", Words.OPERATIONS);
  private static final Axis REASON = new Axis("reason", ErrorType.REASONS);
  private static final Axis OUTCOME = new Axis("outcome", Words.of(CallEnd.values()));
  private static final Axis GEN_AI_OPERATION = new Axis("gen_ai_operation_name", Words.OPERATIONS);
  private static final Axis GEN_AI_ERROR = new Axis("error_type", ErrorType.WORDS);

  final Family<CounterDataPoint> calls;
  final Family<CounterDataPoint> errors;
  final Family<CounterDataPoint> attempts;
  final Family<CounterDataPoint> failovers;
  final Family<CounterDataPoint> tokens;
  final Family<DistributionDataPoint> callSeconds;
  final Family<DistributionDataPoint> firstTokenSeconds;
  final Family<DistributionDataPoint> attemptSeconds;
  final Family<DistributionDataPoint> tokenUsage;

  Instruments(PrometheusRegistry registry) {
    calls =
        counter(
            registry,
            "patchbay_calls",
            "Calls that have ended.",
            PLACE,
            List.of(DOOR, OPERATION, OUTCOME));
    errors =
        counter(
            registry,
            "patchbay_errors",
            "Calls that ended with an error for the caller.",
            List.of(MODEL),
            List.of(DOOR, REASON));
    attempts =
        counter(
            registry,
            "patchbay_attempts",
            "Attempts that have ended; stopped: because the call ended.",
            PLACE,
            List.of(new Axis("outcome", AttemptEnd.WORDS)));
    failovers =
        counter(
            registry,
            "patchbay_failovers",
            "Calls that went on elsewhere, by the endpoint which they left.",
            PLACE,
            List.of());
    tokens =
        counter(
            registry,
            "patchbay_tokens",
            "Tokens of calls that have ended, failed attempts included.",
            PLACE,
            List.of(
                new Axis("kind", Words.of(TokenKind.values())),
                new Axis("estimated", List.of("false", "true"))));
    callSeconds =
        seconds(
            registry,
            "gen_ai_server_request_duration_seconds",
            "Time from the call's start to its end.",
            DURATIONS,
            List.of(DOOR, GEN_AI_OPERATION, GEN_AI_ERROR));
    firstTokenSeconds =
        seconds(
            registry,
            "gen_ai_server_time_to_first_token_seconds",
            "Time from the call's start to its first content, of streamed calls that succeeded.",
            FIRST_TOKENS,
            List.of(DOOR, GEN_AI_OPERATION));
    attemptSeconds =
        seconds(
            registry,
            "gen_ai_client_operation_duration_seconds",
            "Time from an attempt's start to its end.",
            DURATIONS,
            List.of(GEN_AI_OPERATION, GEN_AI_ERROR));
    tokenUsage =
        histogram(
            registry,
            "gen_ai_client_token_usage",
            "Tokens of a call as the provider counted them.",
            null,
            TOKENS,
            List.of(GEN_AI_OPERATION, new Axis("gen_ai_token_type", List.of("input", "output"))));
  }

  private static Family<CounterDataPoint> counter(
      PrometheusRegistry registry, String name, String help, List<Name> names, List<Axis> axes) {
    Counter counter =
        Counter.builder()
            .name(name)
            .help(help)
            .labelNames(Family.labels(names, axes))
            .withoutExemplars()
            .register(registry);
    return new Family<>(counter::labelValues, names, axes);
  }

  private static Family<DistributionDataPoint> seconds(
      PrometheusRegistry registry, String name, String help, double[] bounds, List<Axis> axes) {
    return histogram(registry, name, help, Unit.SECONDS, bounds, axes);
  }

  private static Family<DistributionDataPoint> histogram(
      PrometheusRegistry registry,
      String name,
      String help,
      @Nullable Unit unit,
      double[] bounds,
      List<Axis> axes) {
    Histogram histogram =
        Histogram.builder()
            .name(name)
            .help(help)
            .unit(unit)
            .labelNames(Family.labels(GEN_AI_PLACE, axes))
            .classicOnly()
            .classicUpperBounds(bounds)
            .withoutExemplars()
            .register(registry);
    return new Family<>(histogram::labelValues, GEN_AI_PLACE, axes);
  }
}
