package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.QuotaFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import dev.patchbay.server.door.FaultAdvice;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.v1.ErrorReason;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FaultStatusTest {
  /**
   * What a reason promises.
   *
   * @param pushback when the fault itself advises 1.5 s
   */
  record Row(Reason reason, Code code, int pushback, Set<Class<? extends Message>> details) {}

  private static final int ADVISED = 1500;
  private static final Fault.Origin ORIGIN =
      new Fault.Origin("azure", "azure-east", "gpt-4o-prod", 3, null);

  static Stream<Row> rows() {
    return Stream.of(
        row(Reason.INVALID_REQUEST, Code.INVALID_ARGUMENT, -1, BadRequest.class),
        row(Reason.UNSUPPORTED_PARAMETER, Code.INVALID_ARGUMENT, -1, BadRequest.class),
        row(Reason.CONTEXT_LENGTH_EXCEEDED, Code.INVALID_ARGUMENT, -1, BadRequest.class),
        row(Reason.PROMPT_BLOCKED, Code.INVALID_ARGUMENT, -1),
        row(Reason.REQUEST_TOO_LARGE, Code.INVALID_ARGUMENT, -1),
        row(Reason.NO_ELIGIBLE_ROUTE, Code.FAILED_PRECONDITION, -1, PreconditionFailure.class),
        row(Reason.PROVIDER_QUOTA_EXHAUSTED, Code.FAILED_PRECONDITION, -1, QuotaFailure.class),
        row(Reason.PROVIDER_AUTH_FAILED, Code.FAILED_PRECONDITION, -1),
        row(
            Reason.PROVIDER_RATE_LIMITED,
            Code.RESOURCE_EXHAUSTED,
            ADVISED,
            RetryInfo.class,
            QuotaFailure.class),
        row(Reason.SLOW_CONSUMER, Code.RESOURCE_EXHAUSTED, -1),
        row(Reason.NO_HEALTHY_ENDPOINT, Code.UNAVAILABLE, ADVISED, RetryInfo.class),
        row(Reason.PROVIDER_OVERLOADED, Code.UNAVAILABLE, ADVISED, RetryInfo.class),
        row(Reason.PROVIDER_ERROR, Code.UNAVAILABLE, ADVISED, RetryInfo.class),
        row(Reason.PROVIDER_TIMEOUT, Code.UNAVAILABLE, ADVISED, RetryInfo.class),
        row(Reason.STREAM_INTERRUPTED, Code.UNAVAILABLE, -1),
        row(Reason.SERVER_SHUTTING_DOWN, Code.UNAVAILABLE, 0, RetryInfo.class),
        row(Reason.MODEL_NOT_FOUND, Code.NOT_FOUND, -1, ResourceInfo.class),
        row(Reason.KEY_MISSING, Code.UNAUTHENTICATED, -1),
        row(Reason.KEY_INVALID, Code.UNAUTHENTICATED, -1),
        row(Reason.KEY_NOT_ALLOWED, Code.PERMISSION_DENIED, -1, ResourceInfo.class),
        row(Reason.DEADLINE_EXCEEDED, Code.DEADLINE_EXCEEDED, -1),
        row(Reason.PROVIDER_BAD_RESPONSE, Code.INTERNAL, -1),
        row(Reason.ADAPTER_FAILED, Code.INTERNAL, -1),
        row(Reason.IDEMPOTENCY_CONFLICT, Code.ALREADY_EXISTS, -1),
        row(Reason.RESUME_EXPIRED, Code.OUT_OF_RANGE, -1),
        row(Reason.REQUEST_IN_PROGRESS, Code.ABORTED, ADVISED, RetryInfo.class),
        row(Reason.RESPONSE_NOT_FOUND, Code.NOT_FOUND, -1),
        row(Reason.SUPERSEDED, Code.ABORTED, -1),
        row(Reason.CALL_CANCELLED, Code.CANCELLED, -1));
  }

  @SafeVarargs
  private static Row row(
      Reason reason, Code code, int pushback, Class<? extends Message>... details) {
    return new Row(reason, code, pushback, Set.of(details));
  }

  @Test
  void rows_coverEachReason() {
    assertThat(rows().map(Row::reason))
        .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Reason.class));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void of_eachReason_hasItsCodeDetailsAndPushback(Row row) {
    var told = Told.of(fault(row.reason()));

    assertThat(told.code()).isEqualTo(row.code());
    assertThat(told.status().getCode()).isEqualTo(row.code().value());
    assertThat(told.pushback()).isEqualTo(Integer.toString(row.pushback()));
    assertThat(told.info().getDomain()).isEqualTo("patchbay.dev");
    assertThat(told.detailTypes())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of(ErrorInfo.class), row.details().stream()).toList());
    if (row.details().contains(RetryInfo.class)) {
      com.google.protobuf.Duration delay = told.detail(RetryInfo.class).getRetryDelay();
      assertThat(delay.getSeconds() * 1000 + delay.getNanos() / 1_000_000)
          .isEqualTo(row.pushback());
    }
  }

  @ParameterizedTest
  @EnumSource
  void reason_isOneOfTheApi(Reason reason) {
    assertThat(ErrorReason.values())
        .extracting(ErrorReason::name)
        .contains("ERROR_REASON_" + FaultAdvice.reason(reason));
  }

  @Test
  void of_deadlineExceeded_isTheOtherKindOfTimeOut() {
    assertThat(Told.of(fault(Reason.DEADLINE_EXCEEDED)).info().getReason())
        .isEqualTo("PROVIDER_TIMEOUT");
  }

  @Test
  void of_faultOfAnEndpoint_tellsWhereAndWhatTheProviderSaid() {
    ProviderError upstream =
        ProviderError.of(ErrorKind.RATE_LIMITED, "slow down")
            .withStatus(429)
            .withCode("rate_limit")
            .withRequestId("req-7");
    Fault fault = Fault.of(Reason.PROVIDER_RATE_LIMITED, "no target is left").at(origin(upstream));

    var told = Told.of(fault, true, 12);

    assertThat(told.info().getMetadataMap())
        .containsOnly(
            entry("provider", "azure"),
            entry("endpoint", "azure-east"),
            entry("model", "gpt-4o-prod"),
            entry("attempts", "3"),
            entry("credentialOwner", "gateway"),
            entry("upstreamStatus", "429"),
            entry("upstreamCode", "rate_limit"),
            entry("upstreamRequestId", "req-7"),
            entry("outputSent", "true"),
            entry("lastSequence", "12"));
    assertThat(told.status().getMessage()).isEqualTo("no target is left: slow down");
    assertThat(told.detail(QuotaFailure.class).getViolations(0).getApiService()).isEqualTo("azure");
  }

  @Test
  void of_faultBeforeAnyEndpoint_tellsOnlyWhatIsKnown() {
    assertThat(Told.of(Fault.of(Reason.ADAPTER_FAILED, "m")).info().getMetadataMap())
        .containsOnly(entry("outputSent", "false"));
  }

  @Test
  void of_messageThatIsTheProvidersOwn_saysWhoSpeaksAndCuts() {
    String said = "é".repeat(1000);
    Fault fault =
        Fault.of(Reason.PROVIDER_ERROR, said)
            .at(origin(ProviderError.of(ErrorKind.UPSTREAM, said)));

    assertThat(Told.of(fault).status().getMessage())
        .startsWith("azure at endpoint azure-east says: éé")
        .hasSizeLessThan(300)
        .endsWith("…");
  }

  @Test
  void of_messageThatQuotesTheProvider_saysItOnce() {
    Fault fault =
        Fault.of(Reason.PROVIDER_ERROR, "it said \"boo\", sadly")
            .at(origin(ProviderError.of(ErrorKind.UPSTREAM, "boo")));

    assertThat(Told.of(fault).status().getMessage()).isEqualTo("it said \"boo\", sadly");
  }

  @Test
  void of_noAdvice_waitsAMomentAllTheSame() {
    assertThat(Told.of(Fault.of(Reason.PROVIDER_ERROR, "m")).pushback()).isEqualTo("250");
    assertThat(Told.of(Fault.of(Reason.PROVIDER_OVERLOADED, "m")).pushback()).isEqualTo("1000");
  }

  @Test
  void of_oddAdvice_staysReadableForClients() {
    assertThat(pushback(Duration.ofNanos(1))).isEqualTo("1");
    assertThat(pushback(Duration.ofSeconds(-5))).isEqualTo("0");
    assertThat(pushback(Duration.ofDays(365))).isEqualTo("2147483647");
    assertThat(pushback(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("2147483647");
  }

  @Test
  void of_interruptedStream_namesTheCause() {
    Fault fault = fault(Reason.STREAM_INTERRUPTED).with(Fault.CAUSE, "PROVIDER_TIMEOUT");

    assertThat(Told.of(fault, true, 7).info().getMetadataMap())
        .contains(entry("cause", "PROVIDER_TIMEOUT"), entry("lastSequence", "7"));
  }

  @Test
  void of_modelNotFound_namesIt() {
    ResourceInfo resource = Told.of(fault(Reason.MODEL_NOT_FOUND)).detail(ResourceInfo.class);

    assertThat(resource.getResourceName()).isEqualTo("models/gpt-5");
    assertThat(resource.getResourceType()).isEqualTo("patchbay.dev/Model");
  }

  @Test
  void of_keyNotAllowed_namesTheModel() {
    Told told = Told.of(fault(Reason.KEY_NOT_ALLOWED));

    assertThat(told.detail(ResourceInfo.class).getResourceName()).isEqualTo("models/gpt-5");
    assertThat(told.info().getMetadataMap()).containsKey("model");
  }

  @Test
  void of_violations_becomeFieldViolations() {
    BadRequest request = Told.of(fault(Reason.INVALID_REQUEST)).detail(BadRequest.class);

    assertThat(request.getFieldViolationsList())
        .containsExactly(
            FieldViolation.newBuilder()
                .setField("input.model")
                .setDescription("is not set; it is required")
                .build());
  }

  @Test
  void of_tooLongPrompt_pointsAtTheMessages() {
    Fault fault = Fault.of(Reason.CONTEXT_LENGTH_EXCEEDED, "too long");

    assertThat(Told.of(fault).detail(BadRequest.class).getFieldViolations(0).getField())
        .isEqualTo("input.messages");
  }

  @Test
  void of_manyExcludedTargets_tellsEightAndHowManyMore() {
    List<Violation> excluded =
        IntStream.range(0, 20)
            .mapToObj(i -> new Violation("endpoint-" + i + "/m: capability", "lacks tools"))
            .toList();
    Fault fault = new Fault(Reason.NO_ELIGIBLE_ROUTE, "none", excluded, null, null);

    PreconditionFailure failure = Told.of(fault).detail(PreconditionFailure.class);

    assertThat(failure.getViolationsList()).hasSize(8);
    assertThat(failure.getViolations(0).getSubject()).isEqualTo("endpoint-0/m: capability");
    assertThat(failure.getViolations(7).getDescription()).isEqualTo("lacks tools (and 12 more)");
  }

  private static String pushback(Duration advice) {
    return Told.of(Fault.of(Reason.NO_HEALTHY_ENDPOINT, "m").retryAfter(advice)).pushback();
  }

  private static Fault.Origin origin(ProviderError upstream) {
    return new Fault.Origin(
        ORIGIN.provider(), ORIGIN.endpoint(), ORIGIN.model(), ORIGIN.attempts(), upstream);
  }

  private static Fault fault(Reason reason) {
    return new Fault(
            reason,
            "what happened",
            List.of(new Violation("input.model", "is not set; it is required")),
            Duration.ofMillis(ADVISED),
            ORIGIN)
        .with(Fault.MODEL, "gpt-5");
  }
}
