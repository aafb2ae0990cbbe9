package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.Part;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** A unary call through the gRPC door. */
final class GrpcUnary implements DoorDriver.Asked {
  private final AtomicReference<Metadata> headers = new AtomicReference<>(new Metadata());
  private final AtomicReference<Metadata> trailers = new AtomicReference<>(new Metadata());
  private final Future<ChatResponse> response;

  GrpcUnary(Channel channel, ChatRequest request, CallOptions options, Metadata metadata) {
    Channel watched =
        ClientInterceptors.intercept(
            channel,
            MetadataUtils.newCaptureMetadataInterceptor(headers, trailers),
            MetadataUtils.newAttachHeadersInterceptor(metadata));
    response =
        ClientCalls.futureUnaryCall(
            watched.newCall(ChatServiceGrpc.getChatMethod(), options), request);
  }

  @Override
  public Answer answer() {
    try {
      return whole(response.get(30, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StatusRuntimeException status) {
        Metadata told = status.getTrailers();
        return GrpcWords.failed(
            status.getStatus(), told == null ? new Metadata() : told, "", false);
      }
      throw new AssertionError(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private Answer whole(ChatResponse told) {
    assertThat(told.getChoicesCount()).isEqualTo(1);
    List<Part> parts = told.getChoices(0).getMessage().getPartsList();
    String requestId = GrpcWords.requestId(headers.get());
    assertThat(GrpcWords.requestId(trailers.get())).isEqualTo(requestId);
    return new Answer.Whole(
        parts.stream().map(part -> part.getText().getText()).collect(Collectors.joining()),
        parts.stream().filter(Part::hasToolCall).map(GrpcUnary::tool).toList(),
        GrpcWords.finish(told.getChoices(0).getFinish().getReason()),
        GrpcWords.tokens(told.getUsage()),
        told.getModel(),
        told.getRoute().getEndpoint(),
        told.getRoute().getAttempt(),
        requestId,
        GrpcWords.dropped(told.getWarningsList()),
        GrpcWords.missed(told.getFailedAttemptsList()),
        List.of());
  }

  private static Answer.ToolCall tool(Part part) {
    var call = part.getToolCall();
    return new Answer.ToolCall(call.getCallId(), call.getName(), call.getArguments());
  }

  @Override
  public void awaitOutput() {
    throw new UnsupportedOperationException("a unary answer comes at once");
  }

  @Override
  public long cancel() {
    long now = System.nanoTime();
    response.cancel(true);
    return now;
  }
}
