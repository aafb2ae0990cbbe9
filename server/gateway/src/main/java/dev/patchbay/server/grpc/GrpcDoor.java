package dev.patchbay.server.grpc;

import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.EmbeddingServiceGrpc;
import dev.patchbay.v1.ModelServiceGrpc;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the gRPC listeners, on the server's own event loops and with a direct executor: all
 * callbacks of a call come on its connection's loop. The limits are for callers that are not
 * trusted; grpc-java's defaults are not.
 */
public final class GrpcDoor {
  private static final int TRANSPORT_MAX_MESSAGE =
      RequestReading.MAX_REQUEST_BYTES + 8 * 1024 * 1024;
  private static final int METADATA_BYTES = 8 * 1024;
  private static final int SEND_BUFFER = 64 * 1024;
  private static final int CALLS_PER_CONNECTION = 1000;
  private static final int RESETS_PER_WINDOW = 200;
  private static final int RESET_WINDOW_SECONDS = 30;

  private final LoopGroup loops;
  private final CallMetadata metadata;
  private final Authentication authentication;
  private final ChatDoor chat;
  private final EmbedDoor embeddings;
  private final ModelDoor models;
  private final HealthStatusManager health = new HealthStatusManager();

  @Inject
  GrpcDoor(
      LoopGroup loops,
      CallMetadata metadata,
      Authentication authentication,
      ChatDoor chat,
      EmbedDoor embeddings,
      ModelDoor models) {
    this.loops = loops;
    this.metadata = metadata;
    this.authentication = authentication;
    this.chat = chat;
    this.embeddings = embeddings;
    this.models = models;
    health.setStatus(ModelServiceGrpc.SERVICE_NAME, ServingStatus.SERVING);
    usable(false);
  }

  /**
   * Starts the callers' listener.
   *
   * @param tls offers {@code h2}; null: clear text
   */
  public Server listen(InetSocketAddress address, @Nullable SslContext tls) throws IOException {
    return hardened(address, tls)
        // The one added last comes first: it names the calls that are refused, too.
        .intercept(authentication)
        .intercept(metadata)
        .addService(chat)
        .addService(embeddings)
        .addService(models)
        .addService(health.getHealthService())
        .addService(ProtoReflectionServiceV1.newInstance())
        .build()
        .start();
  }

  /**
   * Starts the operators' listener.
   *
   * @param tls offers {@code h2}; null: clear text
   */
  public Server listenAdmin(InetSocketAddress address, @Nullable SslContext tls)
      throws IOException {
    return hardened(address, tls)
        .addService(ChannelzService.newInstance(100))
        .addService(health.getHealthService())
        .addService(ProtoReflectionServiceV1.newInstance())
        .build()
        .start();
  }

  /** Tells health checks whether models can be asked. */
  public void usable(boolean usable) {
    ServingStatus status = usable ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    health.setStatus(ChatServiceGrpc.SERVICE_NAME, status);
    health.setStatus(EmbeddingServiceGrpc.SERVICE_NAME, status);
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
  }

  /** Tells health checks that the server is leaving, for good. */
  public void leaving() {
    health.enterTerminalState();
  }

  private NettyServerBuilder hardened(InetSocketAddress address, @Nullable SslContext tls) {
    NettyServerBuilder builder = NettyServerBuilder.forAddress(address);
    if (tls != null) {
      builder.sslContext(tls);
    }
    return builder
        .bossEventLoopGroup(loops.netty())
        .workerEventLoopGroup(loops.netty())
        .channelType(loops.serverChannel())
        .directExecutor()
        .withChildOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
        .withChildOption(ChannelOption.TCP_NODELAY, true)
        .maxInboundMessageSize(TRANSPORT_MAX_MESSAGE)
        .maxInboundMetadataSize(METADATA_BYTES, 2 * METADATA_BYTES)
        .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
        .maxRstFramesPerWindow(RESETS_PER_WINDOW, RESET_WINDOW_SECONDS)
        .keepAliveTime(60, TimeUnit.SECONDS)
        .keepAliveTimeout(20, TimeUnit.SECONDS)
        // A client that pings every 10 s must never be a moment too early.
        .permitKeepAliveTime(9, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        .maxConnectionIdle(5, TimeUnit.MINUTES)
        // Without a limit of grace: it would cut calls, and each call has a limit of its own.
        .maxConnectionAge(30, TimeUnit.MINUTES);
  }
}
