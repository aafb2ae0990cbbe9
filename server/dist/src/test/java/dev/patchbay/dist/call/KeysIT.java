package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.ChatServiceGrpc.ChatServiceBlockingStub;
import dev.patchbay.v1.GetModelRequest;
import dev.patchbay.v1.ListEndpointsRequest;
import dev.patchbay.v1.ListModelsRequest;
import dev.patchbay.v1.Model;
import dev.patchbay.v1.ModelServiceGrpc;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Keys in gRPC's metadata, in its details and for its other services, and what a reload changes.
 * Who is let in, and what each key's rules come to, is told for both doors.
 */
class KeysIT {
  private static final String ALL = "pb-all-0123456789";
  private static final String SOME = "pb-some-0123456789";
  private static final Script HELLO = to -> to.json(200, Sse.whole("Hello"));

  private static Gateway gateway(ScriptedUpstream upstream) throws Exception {
    return Gateway.start(config(upstream));
  }

  /** Model {@code m} for both keys, {@code other} for one of them. */
  private static GatewayConfig config(ScriptedUpstream upstream) {
    return new GatewayConfig()
        .key("all", "secret: " + ALL + ", models: ['*']")
        .key("some", "secret: " + SOME + ", models: [m]")
        .endpoint("first", upstream)
        .model("m", "first")
        .model("other", "first");
  }

  private static Channel with(Channel channel, String header, String value) {
    var metadata = new Metadata();
    metadata.put(Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER), value);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  private static Channel with(Gateway gateway, String key) {
    return with(gateway.channel(), "authorization", "Bearer " + key);
  }

  private static ChatServiceBlockingStub chat(Channel channel) {
    return ChatServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  private static String answer(Channel channel) {
    return text(chat(channel).chat(Ask.unary()));
  }

  private static String text(ChatResponse response) {
    return response.getChoices(0).getMessage().getParts(0).getText().getText();
  }

  private static Failure refusal(Channel channel) {
    return refusal(channel, Ask.unary());
  }

  private static Failure refusal(Channel channel, ChatRequest request) {
    return Failure.of(() -> {
      var ignored = chat(channel).chat(request);
    });
  }

  private static ChatRequest ask(String model) {
    return ChatRequest.newBuilder().setInput(Ask.input(model)).build();
  }

  @Test
  void chat_keyThatIsNotClear_isInvalidAndSaysWhy() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = gateway(upstream)) {
      Failure scheme = refusal(with(gateway.channel(), "authorization", "Basic " + ALL));
      Failure differing = refusal(with(with(gateway, ALL), "x-api-key", SOME));

      assertThat(List.of(scheme, differing))
          .extracting(Failure::reason)
          .containsOnly("KEY_INVALID");
      assertThat(scheme.message()).contains("Bearer KEY");
      assertThat(differing.message()).contains("different keys");
      assertThat(upstream.connections()).isZero();
    }
  }

  @Test
  void chat_goodKey_eitherHeaderAnswersAndTheKeyStaysHere() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = gateway(upstream)) {
      assertThat(answer(with(gateway.channel(), "authorization", "bearer " + ALL)))
          .isEqualTo("Hello");
      assertThat(answer(with(gateway.channel(), "x-api-key", SOME))).isEqualTo("Hello");

      for (int i = 0; i < 2; i++) {
        var request = upstream.next().request();
        assertThat(request.headers()).containsEntry("authorization", "Bearer secret");
        assertThat(request.line() + request.headers() + request.body()).doesNotContain("pb-");
      }
    }
  }

  @Test
  void chat_modelThatTheKeyMayNotUse_isNamedInTheDetails() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = gateway(upstream)) {
      Failure denied = refusal(with(gateway, SOME), ask("other"));

      assertThat(denied.reason()).isEqualTo("KEY_NOT_ALLOWED");
      assertThat(denied.metadata()).containsEntry("model", "other");
      assertThat(denied.detail(ResourceInfo.class).orElseThrow().getResourceName())
          .isEqualTo("models/other");
    }
  }

  @Test
  void models_keyOfSome_showsThoseAlone() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = gateway(upstream)) {
      assertThat(models(with(gateway, SOME))).containsExactly("models/m");
      assertThat(models(with(gateway, ALL))).containsExactly("models/m", "models/other");
      var some = ModelServiceGrpc.newBlockingStub(with(gateway, SOME));
      Failure denied =
          Failure.of(() -> {
            var ignored =
                some.getModel(GetModelRequest.newBuilder().setName("models/other").build());
          });
      assertThat(denied.reason()).isEqualTo("KEY_NOT_ALLOWED");
      assertThat(
              some.listEndpoints(ListEndpointsRequest.newBuilder().setParent("models/-").build())
                  .getEndpointsCount())
          .isEqualTo(1);
    }
  }

  private static List<String> models(Channel channel) {
    return ModelServiceGrpc.newBlockingStub(channel)
        .listModels(ListModelsRequest.getDefaultInstance())
        .getModelsList()
        .stream()
        .map(Model::getName)
        .toList();
  }

  @Test
  void healthAndReflection_withoutKey_serveTheFirstAlone() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = gateway(upstream)) {
      assertThat(
              HealthGrpc.newBlockingStub(gateway.channel())
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
      assertThat(reflection(gateway.channel())).isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(reflection(with(gateway, ALL))).isEqualTo(Status.Code.OK);
    }
  }

  private static Status.Code reflection(Channel channel) throws Exception {
    var end = new CompletableFuture<Status.Code>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<ServerReflectionResponse>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {}

                  @Override
                  public void onError(Throwable failure) {
                    end.complete(Status.fromThrowable(failure).getCode());
                  }

                  @Override
                  public void onCompleted() {
                    end.complete(Status.Code.OK);
                  }
                });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    requests.onCompleted();
    return end.get(10, TimeUnit.SECONDS);
  }

  @Test
  void rules_thatNoTargetMeets_areNamedForEach() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway =
            Gateway.start(
                new GatewayConfig()
                    .key("all", "secret: " + ALL + ", models: ['*'], require: {attestations: [x]}")
                    .endpoint("us", upstream)
                    .endpoint("eu", upstream.baseUrl(), ", attestations: [soc2]")
                    .model("m", "us", "eu"))) {
      Failure refused = refusal(with(gateway, ALL));

      assertThat(refused.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
      assertThat(refused.reason()).isEqualTo("NO_ELIGIBLE_ROUTE");
      assertThat(refused.detail(PreconditionFailure.class).orElseThrow().getViolationsList())
          .extracting(violation -> violation.getSubject() + ": " + violation.getDescription())
          .containsExactly(
              "us/upstream-model: attestations: us is not attested x, as is required; it is attested"
                  + " nothing",
              "eu/upstream-model: attestations: eu is not attested x, as is required; it is attested"
                  + " soc2");
      assertThat(upstream.connections()).isZero();
    }
  }

  @Test
  void reload_keysSwapped_newOnesAreAskedForAndRunningCallsGoOn() throws Exception {
    var go = new CountDownLatch(1);
    Script slow =
        to ->
            to.head()
                .chunk(Sse.role())
                .chunk(Sse.text("Hel"))
                .await(go)
                .chunk(Sse.text("lo"))
                .chunk(Sse.finish("stop"))
                .chunk(Sse.DONE)
                .end();
    try (var upstream = ScriptedUpstream.answering(slow, HELLO);
        var gateway = gateway(upstream)) {
      StreamCall running = stream(with(gateway, SOME), Ask.streamed());
      running.next(KindCase.TEXT);

      gateway.reload(
          new GatewayConfig()
              .key("fresh", "secret: pb-fresh-0123456789, models: ['*']")
              .endpoint("first", upstream)
              .model("m", "first"));

      assertThat(refusal(with(gateway, SOME)).reason()).isEqualTo("KEY_INVALID");
      assertThat(answer(with(gateway, "pb-fresh-0123456789"))).isEqualTo("Hello");
      go.countDown();
      assertThat(running.end().status().getCode()).isEqualTo(Status.Code.OK);
    }
  }

  private static StreamCall stream(Channel channel, StreamChatRequest request) {
    StreamCall call = StreamCall.open(channel, request, CallOptions.DEFAULT, new Metadata());
    call.request(Integer.MAX_VALUE);
    return call;
  }

  @Test
  void publicListener_withKeysAndWithout_servesWhoMayBeServed() throws Exception {
    Optional<InetAddress> outside = outside();
    Assumptions.assumeTrue(outside.isPresent(), "this machine has no address but loopback");
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = Gateway.start(config(upstream).grpc("host: 0.0.0.0, port: 0"))) {
      ManagedChannel elsewhere = gateway.connect(outside.orElseThrow());
      ManagedChannel here = gateway.connect(InetAddress.getByName("127.0.0.1"));
      try {
        assertThat(answer(with(elsewhere, "x-api-key", ALL))).isEqualTo("Hello");
        assertThat(refusal(elsewhere).reason()).isEqualTo("KEY_MISSING");

        gateway.reload(new GatewayConfig().endpoint("first", upstream).model("m", "first"));

        Failure refused = refusal(with(elsewhere, "x-api-key", ALL));
        assertThat(refused.reason()).isEqualTo("KEY_MISSING");
        assertThat(refused.message()).contains("no keys", "own machine");
        assertThat(answer(here)).isEqualTo("Hello");
        assertThat(answer(with(here, "authorization", "Basic ignored"))).isEqualTo("Hello");
      } finally {
        elsewhere.shutdownNow();
        here.shutdownNow();
      }
    }
  }

  private static Optional<InetAddress> outside() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
        .findFirst();
  }
}
