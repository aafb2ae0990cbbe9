package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.v1.Endpoint;
import dev.patchbay.v1.GetModelRequest;
import dev.patchbay.v1.ListEndpointsRequest;
import dev.patchbay.v1.ListEndpointsResponse;
import dev.patchbay.v1.ListModelsRequest;
import dev.patchbay.v1.ListModelsResponse;
import dev.patchbay.v1.Model;
import dev.patchbay.v1.ModelServiceGrpc;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.channelz.v1.GetServersRequest;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the doors offer beside chats. */
class ServicesIT {
  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway =
        Gateway.start(
            new GatewayConfig()
                .endpoint("here", "http://127.0.0.1:9/v1", ", region: eu, attestations: [soc2]")
                .endpoint("there", "http://127.0.0.1:9/v1", "")
                .model("zeta", "here")
                .model("alpha", "here", "there")
                .model("alpha/two", "there")
                .model("beta", "there"));
  }

  @AfterAll
  static void close() throws Exception {
    gateway.close();
  }

  @Test
  void health_usableEndpoint_everyServiceIsServing() {
    var health = HealthGrpc.newBlockingStub(gateway.channel());

    for (String service :
        List.of(
            "",
            "patchbay.v1.ChatService",
            "patchbay.v1.EmbeddingService",
            "patchbay.v1.ModelService")) {
      var request = HealthCheckRequest.newBuilder().setService(service).build();
      assertThat(health.check(request).getStatus()).as(service).isEqualTo(ServingStatus.SERVING);
    }
  }

  @Test
  void reflection_onTheCallersDoor_listsOurServices() throws Exception {
    assertThat(services(gateway.channel()))
        .contains(
            "patchbay.v1.ChatService",
            "patchbay.v1.EmbeddingService",
            "patchbay.v1.ModelService",
            "grpc.health.v1.Health")
        .noneMatch(service -> service.contains("channelz"));
  }

  @Test
  void channelz_isOnTheAdminDoorAlone() throws Exception {
    ManagedChannel admin = gateway.connectAdmin();
    try {
      var servers =
          ChannelzGrpc.newBlockingStub(admin).getServers(GetServersRequest.getDefaultInstance());
      assertThat(servers.getServerCount()).isPositive();
      assertThat(services(admin)).noneMatch(service -> service.startsWith("patchbay.v1."));
    } finally {
      admin.shutdownNow();
    }

    Assertions.assertThatThrownBy(() ->
            ChannelzGrpc.newBlockingStub(gateway.channel())
                .getServers(GetServersRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
  }

  @Test
  void listModels_inPages_eachOnceByAscendingName() {
    var names = new ArrayList<String>();
    String token = "";
    do {
      ListModelsResponse page =
          models()
              .listModels(
                  ListModelsRequest.newBuilder().setPageSize(3).setPageToken(token).build());
      assertThat(page.getModelsCount()).isBetween(1, 3);
      page.getModelsList().forEach(model -> names.add(model.getName()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(names)
        .containsExactly("models/alpha", "models/alpha/two", "models/beta", "models/zeta");
  }

  @Test
  void listModels_badPageSizeAndToken_invalidRequestAtEach() {
    assertThat(
            failure(() ->
                    models().listModels(ListModelsRequest.newBuilder().setPageSize(1001).build()))
                .fields())
        .containsExactly("page_size");
    assertThat(
            failure(() ->
                    models().listModels(ListModelsRequest.newBuilder().setPageToken("%").build()))
                .fields())
        .containsExactly("page_token");
  }

  @Test
  void getModel_known_isAvailable() {
    Model model =
        models()
            .getModel(GetModelRequest.newBuilder().setName("models/alpha/two").build())
            .getModel();

    assertThat(model.getName()).isEqualTo("models/alpha/two");
    assertThat(model.getAvailable()).isTrue();
  }

  @Test
  void getModel_unknownOrMalformed_notFoundOrInvalid() {
    Failure unknown =
        failure(
            () -> models().getModel(GetModelRequest.newBuilder().setName("models/gpt-9").build()));
    Failure malformed =
        failure(() -> models().getModel(GetModelRequest.newBuilder().setName("gpt-9").build()));

    assertThat(unknown.code()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(unknown.reason()).isEqualTo("MODEL_NOT_FOUND");
    assertThat(malformed.reason()).isEqualTo("INVALID_REQUEST");
    assertThat(malformed.fields()).containsExactly("name");
  }

  @Test
  void listEndpoints_ofAllModelsInPages_oneForEachTarget() {
    var rows = new ArrayList<Endpoint>();
    String token = "";
    do {
      ListEndpointsResponse page =
          models()
              .listEndpoints(
                  ListEndpointsRequest.newBuilder()
                      .setParent("models/-")
                      .setPageSize(2)
                      .setPageToken(token)
                      .build());
      rows.addAll(page.getEndpointsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(rows)
        .extracting(row -> row.getModel() + " " + row.getName())
        .containsExactly(
            "models/alpha providers/openai/endpoints/here",
            "models/alpha providers/openai/endpoints/there",
            "models/alpha/two providers/openai/endpoints/there",
            "models/beta providers/openai/endpoints/there",
            "models/zeta providers/openai/endpoints/here");
  }

  @Test
  void listEndpoints_ofOneModel_tellsWhatIsConfigured() {
    Endpoint here =
        models()
            .listEndpoints(ListEndpointsRequest.newBuilder().setParent("models/zeta").build())
            .getEndpoints(0);

    assertThat(here.getProvider()).isEqualTo("openai");
    assertThat(here.getUpstreamModel()).isEqualTo("upstream-model");
    assertThat(here.getRegion()).isEqualTo("eu");
    assertThat(here.getAttestationsList()).containsExactly("soc2");
    assertThat(here.getState()).isEqualTo(Endpoint.State.STATE_AVAILABLE);
    assertThat(here.getStateReason()).isEmpty();
  }

  private static ModelServiceGrpc.ModelServiceBlockingStub models() {
    return ModelServiceGrpc.newBlockingStub(gateway.channel())
        .withDeadlineAfter(10, TimeUnit.SECONDS);
  }

  private static Failure failure(java.util.function.Supplier<?> call) {
    return Failure.of(() -> {
      var ignored = call.get();
    });
  }

  private static List<String> services(Channel channel) throws Exception {
    var answer = new CompletableFuture<ServerReflectionResponse>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    requests.onCompleted();
    return answer.get(10, TimeUnit.SECONDS).getListServicesResponse().getServiceList().stream()
        .map(ServiceResponse::getName)
        .toList();
  }
}
