package dev.patchbay.server.grpc;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.patchbay.server.door.FaultAdvice;
import dev.patchbay.server.relay.FailedAttempt;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Route;
import dev.patchbay.server.relay.Spent;
import dev.patchbay.v1.RouteDecision;
import dev.patchbay.v1.Timing;
import dev.patchbay.v1.Usage;
import dev.patchbay.v1.Warning;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the relay tells about the way of a call, as protobuf. */
final class Routes {
  /** Where a chat's request holds the call. */
  static final String INPUT = "input.";

  private static final long NANOS = 1_000_000_000L;

  private Routes() {}

  static RouteDecision decision(Route route) {
    @Nullable String region = route.target().endpoint().place().region();
    return RouteDecision.newBuilder()
        .setEndpoint(route.endpoint())
        .setProvider(route.provider())
        .setUpstreamModel(route.target().model())
        .setRoute(route.model().name())
        .setRegion(region == null ? "" : region)
        .setAttempt(route.attempt())
        .setReason(route.why().name().toLowerCase(Locale.ROOT))
        .build();
  }

  static dev.patchbay.v1.FailedAttempt failed(FailedAttempt attempt) {
    var origin = attempt.fault().origin();
    int status = origin == null || origin.upstream() == null ? 0 : origin.upstream().status();
    var failed =
        dev.patchbay.v1.FailedAttempt.newBuilder()
            .setRoute(decision(attempt.route()))
            .setErrorReason(FaultAdvice.reason(attempt.fault().reason()))
            .setUpstreamHttpStatus(status)
            .setLatency(duration(attempt.nanos()));
    Spent spent = attempt.spent();
    if (spent != null) {
      failed.setUsage(Parts.usage(spent.usage(), spent.estimated()));
    }
    return failed.build();
  }

  static List<dev.patchbay.v1.FailedAttempt> failed(List<FailedAttempt> attempts) {
    return attempts.stream().map(Routes::failed).toList();
  }

  static Usage usage(Outcome outcome) {
    return Parts.usage(outcome.usage(), outcome.estimated());
  }

  static Timing timing(Instant received, Outcome outcome) {
    Timing.Builder timing =
        Timing.newBuilder()
            .setReceivedTime(timestamp(received))
            .setTotal(duration(outcome.totalNanos()));
    if (outcome.firstTokenNanos() > 0) {
      timing.setTimeToFirstToken(duration(outcome.firstTokenNanos()));
    }
    return timing.build();
  }

  /**
   * @param field where the request has what stands at a path
   */
  static List<Warning> dropped(UnaryOperator<String> field, List<String> paths) {
    return paths.stream()
        .map(path ->
            Warning.newBuilder()
                .setType("unsupported_param")
                .setSubject(field.apply(path))
                .setMessage("left out: the target can't honour it")
                .build())
        .toList();
  }

  static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  static Duration duration(long nanos) {
    return Duration.newBuilder().setSeconds(nanos / NANOS).setNanos((int) (nanos % NANOS)).build();
  }
}
