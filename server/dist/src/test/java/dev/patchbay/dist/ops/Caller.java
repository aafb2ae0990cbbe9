package dev.patchbay.dist.ops;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.ListModelsRequest;
import dev.patchbay.v1.Model;
import dev.patchbay.v1.ModelServiceGrpc;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** A client of a running server. */
final class Caller implements AutoCloseable {
  private final ManagedChannel channel;

  private Caller(ManagedChannel channel) {
    this.channel = channel;
  }

  static Caller of(String address) {
    return new Caller(
        NettyChannelBuilder.forTarget(address).usePlaintext().directExecutor().build());
  }

  /**
   * Over TLS.
   *
   * @param trusted a PEM file of the certificates to trust
   */
  static Caller encrypted(String address, Path trusted) {
    try {
      return new Caller(
          NettyChannelBuilder.forTarget(address)
              .sslContext(GrpcSslContexts.forClient().trustManager(trusted.toFile()).build())
              .build());
    } catch (SSLException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts a stream of this model that is read as fast as it comes. */
  StreamCall stream(String model, String prompt) {
    StreamCall call =
        StreamCall.open(channel, request(model, prompt), CallOptions.DEFAULT, new Metadata());
    call.request(Integer.MAX_VALUE);
    return call;
  }

  private static StreamChatRequest request(String model, String prompt) {
    var input = GenerationInput.newBuilder().setModel(model).addMessages(Ask.user(prompt));
    return StreamChatRequest.newBuilder().setInput(input).build();
  }

  /** What the health service says; false, too, if it can't be asked. */
  boolean isServing() {
    try {
      return HealthGrpc.newBlockingStub(channel)
              .withDeadlineAfter(10, TimeUnit.SECONDS)
              .check(HealthCheckRequest.getDefaultInstance())
              .getStatus()
          == ServingStatus.SERVING;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  List<String> models() {
    return ModelServiceGrpc.newBlockingStub(channel)
        .listModels(ListModelsRequest.getDefaultInstance())
        .getModelsList()
        .stream()
        .map(Model::getName)
        .toList();
  }

  /** The text in these events. */
  static String text(List<StreamChatResponse> events) {
    return events.stream()
        .filter(StreamChatResponse::hasText)
        .map(event -> event.getText().getText())
        .collect(Collectors.joining());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
