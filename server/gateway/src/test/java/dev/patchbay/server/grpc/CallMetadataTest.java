package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.relay.RecordedCalls;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallMetadataTest {
  private static final Metadata.Key<String> PROVIDER_KEY =
      Metadata.Key.of("x-patchbay-provider-key-openai", Metadata.ASCII_STRING_MARSHALLER);

  /** Notes what goes out. */
  private static final class Outgoing extends ServerCall<StreamChatRequest, StreamChatResponse> {
    @Nullable Metadata headers;
    @Nullable Metadata trailers;
    @Nullable Status status;
    boolean ready;

    @Override
    public void request(int numMessages) {}

    @Override
    public void sendHeaders(Metadata sent) {
      headers = sent;
    }

    @Override
    public void sendMessage(StreamChatResponse message) {}

    @Override
    public void close(Status closing, Metadata with) {
      status = closing;
      trailers = with;
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public MethodDescriptor<StreamChatRequest, StreamChatResponse> getMethodDescriptor() {
      return ChatServiceGrpc.getStreamChatMethod();
    }
  }

  private final Outgoing outgoing = new Outgoing();
  private final RecordedCalls calls = new RecordedCalls();
  private final AtomicReference<ServerCall<StreamChatRequest, StreamChatResponse>> call =
      new AtomicReference<>();
  private final AtomicReference<CallIds> ids = new AtomicReference<>();
  private final AtomicReference<Context> context = new AtomicReference<>();

  private ServerCall<StreamChatRequest, StreamChatResponse> intercept(Metadata incoming) {
    var unused =
        new CallMetadata(new Refusals(calls))
            .interceptCall(
                outgoing,
                incoming,
                (seen, headers) -> {
                  call.set(seen);
                  ids.set(CallMetadata.IDS.get());
                  context.set(Context.current());
                  return new ServerCall.Listener<>() {};
                });
    return call.get();
  }

  private static Metadata named(String requestId) {
    var metadata = new Metadata();
    metadata.put(CallMetadata.REQUEST_ID, requestId);
    return metadata;
  }

  private static @Nullable String value(@Nullable Metadata metadata, Metadata.Key<String> key) {
    return metadata == null ? null : metadata.get(key);
  }

  @Test
  void interceptCall_requestId_isEchoedInHeadersAndTrailers() {
    var seen = intercept(named("mine"));
    seen.sendHeaders(new Metadata());
    seen.close(Status.OK, new Metadata());

    assertThat(value(outgoing.headers, CallMetadata.REQUEST_ID)).isEqualTo("mine");
    assertThat(value(outgoing.headers, ResponseHead.RESPONSE_ID)).isEqualTo(ids.get().responseId());
    assertThat(value(outgoing.trailers, CallMetadata.REQUEST_ID)).isEqualTo("mine");
  }

  @Test
  void interceptCall_noUsableRequestId_isMadeUpOncePerCall() {
    for (Metadata metadata : new Metadata[] {new Metadata(), named(" "), named("x".repeat(129))}) {
      var seen = intercept(metadata);
      seen.sendHeaders(new Metadata());
      seen.close(Status.OK, new Metadata());

      assertThat(value(outgoing.headers, CallMetadata.REQUEST_ID)).matches("req_[0-9a-f]{32}");
      assertThat(value(outgoing.trailers, CallMetadata.REQUEST_ID))
          .isEqualTo(value(outgoing.headers, CallMetadata.REQUEST_ID));
    }
  }

  @Test
  void interceptCall_readiness_isForwarded() {
    var seen = intercept(new Metadata());
    assertThat(seen.isReady()).isFalse();
    outgoing.ready = true;
    assertThat(seen.isReady()).isTrue();
  }

  @Test
  void interceptCall_providerKey_isRefusedBeforeTheCallAndItsValueNotRepeated() {
    Metadata metadata = named("mine");
    metadata.put(PROVIDER_KEY, "sk-very-secret");

    var unused = intercept(metadata);

    assertThat(call.get()).as("the call has begun").isNull();
    Status status = Objects.requireNonNull(outgoing.status);
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription())
        .contains("x-patchbay-provider-key-openai")
        .doesNotContain("sk-very-secret");
    assertThat(value(outgoing.trailers, CallMetadata.REQUEST_ID)).isEqualTo("mine");
    assertThat(value(outgoing.trailers, FaultStatus.PUSHBACK)).isEqualTo("-1");
    assertThat(calls.refused()).containsExactly("GRPC CHAT UNSUPPORTED_PARAMETER");
  }

  @Test
  void interceptCall_idempotencyKey_isInTheCallsContext() {
    var metadata = new Metadata();
    metadata.put(Metadata.Key.of("idempotency-key", Metadata.ASCII_STRING_MARSHALLER), "once");

    var unused = intercept(metadata);

    assertThat(CallMetadata.IDEMPOTENCY.get(context.get())).isEqualTo("once");
  }
}
