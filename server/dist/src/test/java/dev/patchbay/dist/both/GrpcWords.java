package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Failure;
import dev.patchbay.v1.FailedAttempt;
import dev.patchbay.v1.FinishReason;
import dev.patchbay.v1.RouteDecision;
import dev.patchbay.v1.Usage;
import dev.patchbay.v1.Warning;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The gRPC door's words in terms that every door has. */
final class GrpcWords {
  private static final Metadata.Key<String> REQUEST_ID = GrpcDriver.key("x-request-id");
  private static final Metadata.Key<String> PUSHBACK = GrpcDriver.key("grpc-retry-pushback-ms");

  private GrpcWords() {}

  /**
   * @param before the text that came before it
   * @param output whether anything of an answer came before it
   */
  static Answer failed(Status status, Metadata trailers, String before, boolean output) {
    if (!trailers.containsKey(PUSHBACK)) {
      return withoutDetails(status, before);
    }
    Failure failure = Failure.of(status, trailers);
    assertThat(failure.metadata()).containsEntry("outputSent", Boolean.toString(output));
    return new Answer.Failed(
        failure.reason(),
        failure.message(),
        failure.code().name(),
        failure.pushback() < 0 ? null : Duration.ofMillis(failure.pushback()),
        failure.fields().stream().map(GrpcWords::name).toList(),
        before,
        failure.metadata().getOrDefault("endpoint", ""),
        Integer.parseInt(failure.metadata().getOrDefault("attempts", "0")),
        requestId(trailers));
  }

  /** What the caller's own library says. */
  private static Answer withoutDetails(Status status, String before) {
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      // On a busy machine the caller's clock may run out before the server's word is here.
      return new Answer.Failed(
          "PROVIDER_TIMEOUT", "", "DEADLINE_EXCEEDED", null, List.of(), before, "", 0, "");
    }
    return new Answer.Unreachable(status.toString());
  }

  static String requestId(Metadata metadata) {
    String id = metadata.get(REQUEST_ID);
    assertThat(id).as("x-request-id in %s", metadata).isNotNull();
    return String.valueOf(id);
  }

  static String finish(FinishReason reason) {
    return reason.name().substring("FINISH_REASON_".length()).toLowerCase(Locale.ROOT);
  }

  static Answer.Tokens tokens(Usage usage) {
    return new Answer.Tokens(usage.getInputTokens(), usage.getOutputTokens(), usage.getEstimated());
  }

  static List<String> dropped(List<Warning> warnings) {
    return warnings.stream()
        .filter(warning -> warning.getType().equals("unsupported_param"))
        .map(warning -> name(warning.getSubject()))
        .toList();
  }

  static List<Answer.Missed> missed(List<FailedAttempt> attempts) {
    return attempts.stream().map(GrpcWords::missed).toList();
  }

  static Answer.Missed missed(FailedAttempt failed) {
    RouteDecision route = failed.getRoute();
    return new Answer.Missed(
        route.getRoute(),
        route.getEndpoint(),
        route.getAttempt(),
        failed.getErrorReason(),
        failed.getUpstreamHttpStatus());
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
