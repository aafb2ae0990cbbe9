package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.ErrorInfo;
import com.google.rpc.ResourceInfo;
import dev.patchbay.server.access.Admission;
import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.config.KeyHash;
import dev.patchbay.server.config.KeySection;
import dev.patchbay.server.config.Position;
import dev.patchbay.server.relay.RecordedCalls;
import dev.patchbay.v1.Endpoint;
import dev.patchbay.v1.GetModelRequest;
import dev.patchbay.v1.ListEndpointsRequest;
import dev.patchbay.v1.ListModelsRequest;
import dev.patchbay.v1.ModelServiceGrpc;
import dev.patchbay.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.inprocess.InProcessSocketAddress;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.MetadataUtils;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
  private static final String ALL = "pb-all-0123456789abc";
  private static final String SOME = "pb-some-0123456789ab";
  private static final Metadata.Key<String> AUTHORIZATION = key("authorization");
  private static final Metadata.Key<String> API_KEY = key("x-api-key");

  private final Catalog catalog = catalog("a", "b");
  private final Admission admission = new Admission();
  private final RecordedCalls calls = new RecordedCalls();
  private Metadata seen = new Metadata();
  private Server server;
  private ManagedChannel channel;

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static Catalog catalog(String... names) {
    Catalog one =
        new TestCatalog().placed("west", "us", "soc2").placed("east", null).withModel("m", 1);
    Model m = Objects.requireNonNull(one.models().get("m"));
    Map<String, Model> all = new HashMap<>();
    for (String name : names) {
      all.put(name, new Model(name, m.targets(), m.limits(), m.failover()));
    }
    return new Catalog(1, one.endpoints(), all);
  }

  @BeforeEach
  void start() throws Exception {
    var refusals = new Refusals(calls);
    server =
        InProcessServerBuilder.forName("authentication-test")
            .directExecutor()
            .intercept(new Seeing())
            .intercept(new Authentication(admission, refusals))
            .intercept(new CallMetadata(refusals))
            .addService(new ModelDoor(() -> catalog, InstantSource.system()))
            .addService(new HealthStatusManager().getHealthService())
            .build()
            .start();
    channel = InProcessChannelBuilder.forName("authentication-test").directExecutor().build();
    admission.keys(
        List.of(
            section("all", ALL, Set.of("*"), List.of()),
            section("some", SOME, Set.of("b", "gone"), List.of("soc2"))));
  }

  private static KeySection section(
      String name, String secret, Set<String> models, List<String> attestations) {
    return new KeySection(
        name,
        KeyHash.of(secret),
        models,
        attestations,
        List.of(),
        Position.wholeOf(Path.of("c.yaml")));
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  /** What comes after the authentication. */
  private final class Seeing implements ServerInterceptor {
    @Override
    public <Q, P> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
      seen = headers;
      return next.startCall(call, headers);
    }
  }

  @Test
  void noKey_isUnauthenticatedWithOurErrorAndNoRetry() {
    StatusRuntimeException refused = refused(() -> list(models()));
    Told told = Told.of(refused);

    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(told.info().getReason()).isEqualTo("KEY_MISSING");
    assertThat(told.pushback()).isEqualTo("-1");
    assertThat(told.detailTypes()).containsExactly(ErrorInfo.class);
    assertThat(Objects.requireNonNull(refused.getTrailers()).get(CallMetadata.REQUEST_ID))
        .as("a refused call has its name, too")
        .startsWith("req_");
  }

  @Test
  void unknownKey_isUnauthenticatedAndItIsNotRepeated() {
    StatusRuntimeException refused =
        refused(() -> list(models(AUTHORIZATION, "Bearer pb-unknown-0123456789")));

    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(Told.of(refused).info().getReason()).isEqualTo("KEY_INVALID");
    assertThat(refused + " " + refused.getTrailers()).doesNotContain("pb-unknown");
    assertThat(calls.refused()).as("a list asks no model").isEmpty();
  }

  @Test
  void goodKey_eitherHeader_isLetInAndTakenOffTheMetadata() {
    assertThat(list(models(AUTHORIZATION, "bearer " + ALL)))
        .containsExactly("models/a", "models/b");
    assertThat(seen.keys()).doesNotContain("authorization", "x-api-key");
    assertThat(list(models(API_KEY, ALL))).containsExactly("models/a", "models/b");
    assertThat(seen.keys()).doesNotContain("authorization", "x-api-key");
  }

  @Test
  void noKeysAndInProcess_isServedAndWhatIsSentIsTakenOffAllTheSame() {
    admission.keys(List.of());

    assertThat(list(models(AUTHORIZATION, "Basic whatever"))).hasSize(2);
    assertThat(seen.keys()).doesNotContain("authorization");
  }

  @Test
  void isFromLoopback_knowsThisMachineAndNoOther() throws Exception {
    for (String host : List.of("127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1")) {
      assertThat(isFromLoopback(InetAddress.getByName(host))).as(host).isTrue();
    }
    for (String host : List.of("10.0.0.1", "128.0.0.1", "0.0.0.0", "::", "2001:db8::1")) {
      assertThat(isFromLoopback(InetAddress.getByName(host))).as(host).isFalse();
    }
    assertThat(Authentication.isFromLoopback(null)).isFalse();
    assertThat(Authentication.isFromLoopback(InetSocketAddress.createUnresolved("localhost", 1)))
        .isFalse();
    assertThat(Authentication.isFromLoopback(new InProcessSocketAddress("here"))).isTrue();
  }

  private static boolean isFromLoopback(InetAddress address) {
    return Authentication.isFromLoopback(new InetSocketAddress(address, 1));
  }

  @Test
  void health_needsNoKey() {
    assertThat(
            HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void listModels_keyOfSomeModels_showsThoseThatExist() {
    assertThat(list(models(API_KEY, SOME))).containsExactly("models/b");
  }

  @Test
  void getModel_anotherKeysModel_isNotAllowedAndAnUnknownOneNotFound() {
    StatusRuntimeException refused = refused(() -> get(models(API_KEY, SOME), "models/a"));
    Told told = Told.of(refused);

    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(told.info().getReason()).isEqualTo("KEY_NOT_ALLOWED");
    assertThat(told.detail(ResourceInfo.class).getResourceName()).isEqualTo("models/a");
    assertThat(get(models(API_KEY, SOME), "models/b")).isEqualTo("models/b");
    assertThat(refused(() -> get(models(API_KEY, SOME), "models/gone")).getStatus().getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refused(() -> get(models(API_KEY, SOME), "models/z")).getStatus().getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void listEndpoints_keyWithRequirements_showsOnlyWhatMeetsThem() {
    assertThat(endpoints(models(API_KEY, SOME), "models/-"))
        .containsExactly("models/b providers/fake/endpoints/west");
    assertThat(endpoints(models(API_KEY, ALL), "models/b"))
        .containsExactly(
            "models/b providers/fake/endpoints/west", "models/b providers/fake/endpoints/east");
    assertThat(refused(() -> endpoints(models(API_KEY, SOME), "models/a")).getStatus().getCode())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void listModels_noEndpointMeetsTheKeysRequirements_isThereAndNotAvailable() {
    admission.keys(List.of(section("strict", SOME, Set.of("*"), List.of("hipaa"))));

    assertThat(
            models(API_KEY, SOME)
                .listModels(ListModelsRequest.getDefaultInstance())
                .getModelsList())
        .hasSize(2)
        .noneMatch(dev.patchbay.v1.Model::getAvailable);
  }

  private ModelServiceBlockingStub models() {
    return ModelServiceGrpc.newBlockingStub(channel);
  }

  private ModelServiceBlockingStub models(Metadata.Key<String> header, String value) {
    var metadata = new Metadata();
    metadata.put(header, value);
    return models().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  private static List<String> list(ModelServiceBlockingStub models) {
    return models.listModels(ListModelsRequest.getDefaultInstance()).getModelsList().stream()
        .map(dev.patchbay.v1.Model::getName)
        .toList();
  }

  private static String get(ModelServiceBlockingStub models, String name) {
    return models.getModel(GetModelRequest.newBuilder().setName(name).build()).getModel().getName();
  }

  private static List<String> endpoints(ModelServiceBlockingStub models, String parent) {
    return models
        .listEndpoints(ListEndpointsRequest.newBuilder().setParent(parent).build())
        .getEndpointsList()
        .stream()
        .map((Endpoint e) -> e.getModel() + " " + e.getName())
        .toList();
  }

  private static StatusRuntimeException refused(ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call);
  }
}
