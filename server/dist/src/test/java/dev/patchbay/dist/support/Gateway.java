package dev.patchbay.dist.support;

import dev.patchbay.server.boot.Installation;
import dev.patchbay.server.boot.PatchbayServer;
import dev.patchbay.server.config.ConfigurationException;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.EmbedRequest;
import dev.patchbay.v1.EmbedResponse;
import dev.patchbay.v1.EmbeddingServiceGrpc;
import dev.patchbay.v1.RerankRequest;
import dev.patchbay.v1.RerankResponse;
import dev.patchbay.v1.StreamChatRequest;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * A server as it is installed, with the plugins of the built distribution, and a connection to its
 * gRPC door.
 */
public final class Gateway implements AutoCloseable {
  private static final int WINDOW = 64 * 1024;

  private final Path file;
  private final PatchbayServer server;
  private final ManagedChannel channel;

  private Gateway(Path file, PatchbayServer server) {
    this.file = file;
    this.server = server;
    channel = connect(server.grpcAddress(), WINDOW);
  }

  public static Gateway start(GatewayConfig config) throws IOException, ConfigurationException {
    Path file = config.write();
    var installation = new Installation(Path.of("target", "patchbay").toAbsolutePath());
    return new Gateway(file, PatchbayServer.start(file, name -> null, installation));
  }

  /** A gateway with one model {@code m} at one endpoint {@code first}. */
  public static Gateway over(ScriptedUpstream upstream) throws IOException, ConfigurationException {
    return start(
        new GatewayConfig().withoutRepeats().endpoint("first", upstream).model("m", "first"));
  }

  /** The same with limits for the model, in YAML's flow style. */
  public static Gateway over(ScriptedUpstream upstream, String timeouts)
      throws IOException, ConfigurationException {
    return start(
        new GatewayConfig()
            .withoutRepeats()
            .endpoint("first", upstream)
            .model("m", "first")
            .timeouts(timeouts));
  }

  /** A gateway with one model {@code m} at two endpoints, {@code first} and {@code second}. */
  public static Gateway over(ScriptedUpstream first, ScriptedUpstream second)
      throws IOException, ConfigurationException {
    return start(
        new GatewayConfig()
            .withoutRepeats()
            .endpoint("first", first)
            .endpoint("second", second)
            .model("m", "first", "second"));
  }

  /** Where the HTTP door is, without a path. */
  public String http() {
    return "http://127.0.0.1:" + server.httpAddress().getPort();
  }

  public ManagedChannel channel() {
    return channel;
  }

  /**
   * A connection of its own to the gRPC door, for the caller to close.
   *
   * @param window bytes that the caller's side takes before it has read them
   */
  public ManagedChannel connect(int window) {
    return connect(server.grpcAddress(), window);
  }

  /** A connection to the gRPC door under another of this machine's addresses. */
  public ManagedChannel connect(InetAddress address) {
    return connect(new InetSocketAddress(address, server.grpcAddress().getPort()), WINDOW);
  }

  /**
   * A connection to the gRPC door over TLS.
   *
   * @param trusted a PEM file of the certificates to trust
   */
  public ManagedChannel connectEncrypted(Path trusted) throws SSLException {
    int port = server.grpcAddress().getPort();
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .sslContext(GrpcSslContexts.forClient().trustManager(trusted.toFile()).build())
        .build();
  }

  /** A resource of the HTTP door. */
  public URI http(String path) {
    return URI.create(http() + path);
  }

  /**
   * Has the server forget how its endpoints have been doing: what one test breaks is whole again.
   */
  public void beginAnew(GatewayConfig config) throws IOException {
    reload(config.reworded());
  }

  /** Has the server take over another configuration. */
  public void reload(GatewayConfig config) throws IOException {
    config.write(file);
    server.reload();
  }

  /**
   * Has the server leave, as when its program is stopped.
   *
   * @param limit how long running calls may go on
   * @return done when nothing of it is left
   */
  public CompletableFuture<Void> leave(Duration limit) {
    return CompletableFuture.runAsync(
        () -> server.close(limit), task -> Thread.ofVirtual().name("leaves").start(task));
  }

  /** A connection to the admin door, for the caller to close. */
  public ManagedChannel connectAdmin() {
    String admin = server.listeners().getLast();
    int port = Integer.parseInt(admin.substring(admin.lastIndexOf(':') + 1));
    return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WINDOW);
  }

  private static ManagedChannel connect(InetSocketAddress address, int window) {
    return NettyChannelBuilder.forAddress(address)
        .usePlaintext()
        .directExecutor()
        .flowControlWindow(window)
        .build();
  }

  public ChatServiceGrpc.ChatServiceBlockingStub stub() {
    return ChatServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  public ChatResponse chat(ChatRequest request) {
    return stub().chat(request);
  }

  public RerankResponse rerank(RerankRequest request) {
    return EmbeddingServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(10, TimeUnit.SECONDS)
        .rerank(request);
  }

  public EmbedResponse embed(EmbedRequest request) {
    return EmbeddingServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(30, TimeUnit.SECONDS)
        .embed(request);
  }

  /** Starts a stream that is read as fast as it comes. */
  public StreamCall stream(StreamChatRequest request) {
    return stream(request, CallOptions.DEFAULT, new Metadata());
  }

  public StreamCall stream(StreamChatRequest request, CallOptions options, Metadata metadata) {
    StreamCall call = StreamCall.open(channel, request, options, metadata);
    call.request(Integer.MAX_VALUE);
    return call;
  }

  @Override
  public void close() throws IOException {
    channel.shutdownNow();
    server.close(Duration.ofSeconds(1));
    Files.deleteIfExists(file);
  }
}
