package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.patchbay.server.access.Principal;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.MediaPart;
import dev.patchbay.v1.StreamOptions;
import io.grpc.Context;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequestReadingTest {
  private static final Context CALLER =
      Context.ROOT.withValue(Authentication.PRINCIPAL, Principal.ANONYMOUS);

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

    Fault fault = refused(() -> reading.unary(request));

    assertThat(fault.reason()).isEqualTo(Reason.REQUEST_TOO_LARGE);
    assertThat(fault.message()).contains("at most " + RequestReading.MAX_REQUEST_BYTES);
  }

  @Test
  void unary_nothingSaid_hasTheDefaults() {
    var request = read(Requests.chat(input -> {}), CALLER);

    assertThat(request.terms().timeLeft()).as("no deadline: the model's own limit").isNull();
    assertThat(request.heartbeat()).isZero();
    assertThat(request.terms().failover().elsewhere()).isTrue();
    assertThat(request.terms().dropUnsupported()).isFalse();
    assertThat(request.terms().regions()).isEmpty();
    assertThat(request.terms().principal()).isSameAs(Principal.ANONYMOUS);
  }

  @Test
  void unary_regions_areTheCallsOwn() {
    var asked = Requests.route(route -> route.addAllowedRegions("eu").addAllowedRegions("ch"));

    assertThat(read(asked, CALLER).terms().regions()).containsExactlyInAnyOrder("eu", "ch");
  }

  @Test
  void unary_nobodyAskedForTheKey_isNotServed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> reading.unary(Requests.chat(input -> {})))
        .withMessageContaining("past the authentication");
  }

  @Test
  void unary_requestIdDiffersFromTheMetadata_isRefusedAndNamesBoth() {
    Context context = CALLER.withValue(CallMetadata.IDEMPOTENCY, "b");

    Fault fault =
        refused(() -> read(Requests.options(options -> options.setRequestId("a")), context));

    assertThat(fault.reason()).isEqualTo(Reason.INVALID_REQUEST);
    assertThat(fault.message()).contains("\"a\"", "\"b\"");
    assertThat(read(Requests.options(options -> options.setRequestId("b")), context)).isNotNull();
  }

  private dev.patchbay.server.relay.ChatRequest read(ChatRequest request, Context context) {
    Context before = context.attach();
    try {
      return reading.unary(request);
    } finally {
      context.detach(before);
    }
  }

  private static Fault refused(ThrowingCallable call) {
    return catchThrowableOfType(FaultException.class, call).fault();
  }
}
