package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.MediaPart;
import dev.patchbay.v1.StreamOptions;
import io.grpc.Context;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestReadingTest {
  private final RequestReading reading = new RequestReading();

  private static Duration heartbeat(long seconds, int nanos) {
    return RequestReading.heartbeat(
        StreamOptions.newBuilder()
            .setHeartbeatInterval(
                com.google.protobuf.Duration.newBuilder().setSeconds(seconds).setNanos(nanos))
            .build());
  }

  @Test
  void heartbeat_unset_isFifteenSeconds() {
    assertThat(RequestReading.heartbeat(StreamOptions.getDefaultInstance()))
        .isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void heartbeat_zero_isOff() {
    assertThat(heartbeat(0, 0)).isZero();
  }

  @Test
  void heartbeat_inRange_isTaken() {
    assertThat(heartbeat(1, 0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(heartbeat(2, 500_000_000)).isEqualTo(Duration.ofMillis(2_500));
    assertThat(heartbeat(60, 0)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void heartbeat_outOfRange_isTheNearestInRange() {
    assertThat(heartbeat(0, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(heartbeat(-5, 0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(heartbeat(60, 1)).isEqualTo(Duration.ofSeconds(60));
    assertThat(heartbeat(3_600, 0)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void heartbeat_secondsAtEitherEndOfTheirType_doNotOverflow() {
    assertThat(heartbeat(Long.MIN_VALUE, -1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(heartbeat(Long.MAX_VALUE, 999_999_999)).isEqualTo(Duration.ofSeconds(60));
    assertThat(heartbeat(Long.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void unary_largerThanTheLimit_isOurErrorAndSaysTheLimit() {
    ByteString data = ByteString.copyFrom(new byte[RequestReading.MAX_REQUEST_BYTES]);
    ChatRequest request =
        Requests.part(
            part -> part.setMedia(MediaPart.newBuilder().setMimeType("image/png").setData(data)));

    Fault fault = refused(request);

    assertThat(fault.reason()).isEqualTo(Reason.REQUEST_TOO_LARGE);
    assertThat(fault.message()).contains("at most " + RequestReading.MAX_REQUEST_BYTES);
  }

  @Test
  void unary_nothingSaid_hasTheDefaults() {
    var request = reading.unary(Requests.chat(input -> {}));

    assertThat(request.terms().timeLeft()).as("no deadline: the model's own limit").isNull();
    assertThat(request.heartbeat()).isZero();
    assertThat(request.terms().failover()).isTrue();
    assertThat(request.terms().dropUnsupported()).isFalse();
  }

  @Test
  void unary_requestIdDiffersFromTheMetadata_isRefusedAndNamesBoth() {
    Context before = Context.current().withValue(CallMetadata.IDEMPOTENCY, "b").attach();
    Context with = Context.current();
    try {
      Fault fault = refused(Requests.options(options -> options.setRequestId("a")));
      assertThat(fault.reason()).isEqualTo(Reason.INVALID_REQUEST);
      assertThat(fault.message()).contains("\"a\"", "\"b\"");
      assertThat(reading.unary(Requests.options(options -> options.setRequestId("b")))).isNotNull();
    } finally {
      with.detach(before);
    }
  }

  private Fault refused(ChatRequest request) {
    return catchThrowableOfType(FaultException.class, () -> reading.unary(request)).fault();
  }
}
