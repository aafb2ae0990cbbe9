package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.server.access.Admission;
import dev.patchbay.server.access.Principal;
import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.failover.FailoverRules;
import dev.patchbay.server.health.Verdict;
import dev.patchbay.server.relay.RecordedCalls;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.v1.Endpoint;
import dev.patchbay.v1.GetModelRequest;
import dev.patchbay.v1.ListEndpointsRequest;
import dev.patchbay.v1.ListEndpointsResponse;
import dev.patchbay.v1.ListModelsRequest;
import dev.patchbay.v1.ListModelsResponse;
import dev.patchbay.v1.ModelServiceGrpc;
import dev.patchbay.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelDoorTest {
  private static final Capabilities KNOWN =
      Capabilities.of(Set.of(Capabilities.TOOLS, Capabilities.IMAGE_INPUT))
          .contextWindow(128_000)
          .maxOutput(4_096);

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final Catalog catalog = models("b", "a", "a-b", "c");
  private final Admission admission = new Admission();
  private Server server;
  private ManagedChannel channel;
  private ModelServiceBlockingStub models;

  @BeforeEach
  void start() throws Exception {
    var refusals = new Refusals(new RecordedCalls());
    server =
        InProcessServerBuilder.forName("model-door-test")
            .directExecutor()
            .intercept(new Authentication(admission, refusals))
            .intercept(new CallMetadata(refusals))
            .addService(new ModelDoor(() -> catalog, InstantSource.fixed(NOW)))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName("model-door-test").directExecutor().build();
    models = ModelServiceGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  /** Each over a target that is known and one that can't be called. */
  private static Catalog models(String... names) {
    Catalog one =
        new TestCatalog()
            .endpoint("west", "fake", new ScriptedProvider(KNOWN, List.of()))
            .unavailable("east", "gone", "its plugin was removed")
            .withModel("m", 1);
    List<Target> targets = Objects.requireNonNull(one.models().get("m")).targets();
    Map<String, Model> all = new HashMap<>();
    for (String name : names) {
      all.put(name, new Model(name, targets, TestCatalog.LIMITS, FailoverRules.DEFAULT));
    }
    return new Catalog(1, one.endpoints(), all);
  }

  @Test
  void listModels_inPages_givesAllByName() {
    var got = new ArrayList<String>();
    String token = "";
    do {
      ListModelsResponse page =
          models.listModels(
              ListModelsRequest.newBuilder().setPageSize(3).setPageToken(token).build());
      page.getModelsList().forEach(model -> got.add(model.getName()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(got).containsExactly("models/a", "models/a-b", "models/b", "models/c");
  }

  @Test
  void listModels_tokenOfSomethingElse_isInvalid() {
    StatusRuntimeException refused =
        refused(() -> models.listModels(ListModelsRequest.newBuilder().setPageToken("?").build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription()).contains("page_token");
  }

  @Test
  void listEndpoints_ofAllModelsInPages_givesEachTargetOnceInConfiguredOrder() {
    var got = new ArrayList<String>();
    String token = "";
    do {
      ListEndpointsResponse page =
          models.listEndpoints(
              ListEndpointsRequest.newBuilder()
                  .setParent("models/-")
                  .setPageSize(3)
                  .setPageToken(token)
                  .build());
      page.getEndpointsList().forEach(e -> got.add(e.getModel() + " " + e.getName()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    var expected = new ArrayList<String>();
    for (String model : List.of("a", "a-b", "b", "c")) {
      expected.add("models/" + model + " providers/fake/endpoints/west");
      expected.add("models/" + model + " providers/gone/endpoints/east");
    }
    assertThat(got).isEqualTo(expected);
  }

  @Test
  void listEndpoints_ofOneModel_saysWhatIsKnownAndWhyOneCannotBeCalled() {
    List<Endpoint> endpoints = endpoints("a");

    assertThat(endpoints).hasSize(2);
    Endpoint west = endpoints.getFirst();
    assertThat(west.getUpstreamModel()).isEqualTo("m-at-west");
    assertThat(west.getRegion()).isEqualTo("here");
    assertThat(west.getContextWindowTokens()).isEqualTo(128_000);
    assertThat(west.getCapabilities().getTools()).isTrue();
    assertThat(west.getCapabilities().getInputModalitiesList()).containsExactly("text", "image");
    assertThat(west.getCapabilities().getOutputModalitiesList()).containsExactly("text");
    assertThat(west.getCapabilities().getEmbeddings()).isFalse();
    assertThat(west.getState()).isEqualTo(Endpoint.State.STATE_AVAILABLE);
    assertThat(west.getCircuit()).isEqualTo(Endpoint.Circuit.CIRCUIT_CLOSED);
    assertThat(west.hasReturnTime()).isFalse();
    Endpoint east = endpoints.getLast();
    assertThat(east.hasCapabilities()).isFalse();
    assertThat(east.getState()).isEqualTo(Endpoint.State.STATE_UNAVAILABLE);
    assertThat(east.getStateReason()).isEqualTo("its plugin was removed");
    assertThat(east.getCircuit()).isEqualTo(Endpoint.Circuit.CIRCUIT_UNSPECIFIED);
    assertThat(east.hasReturnTime()).isFalse();
  }

  @Test
  void listEndpoints_circuitIsOpen_saysSoAndWhenItIsTriedAgain() {
    fail("b", 5, Verdict.FAILED);

    Endpoint west = endpoints("b").getFirst();

    assertThat(west.getState()).isEqualTo(Endpoint.State.STATE_UNAVAILABLE);
    assertThat(west.getCircuit()).isEqualTo(Endpoint.Circuit.CIRCUIT_OPEN);
    assertThat(west.getStateReason())
        .startsWith("its circuit is open after 5 failures in a row; next try in ");
    assertThat(west.getReturnTime().getSeconds())
        .isBetween(NOW.getEpochSecond(), NOW.getEpochSecond() + 3);
    assertThat(
            models
                .getModel(GetModelRequest.newBuilder().setName("models/b").build())
                .getModel()
                .getAvailable())
        .isFalse();
  }

  @Test
  void listEndpoints_keyIsBenched_saysSoForEveryModelOfTheEndpoint() {
    fail("b", 1, Verdict.LOCKED_OUT);

    Endpoint west = endpoints("a").getFirst();

    assertThat(west.getState()).isEqualTo(Endpoint.State.STATE_UNAVAILABLE);
    assertThat(west.getCircuit()).isEqualTo(Endpoint.Circuit.CIRCUIT_CLOSED);
    assertThat(west.getStateReason()).startsWith("its key or account was refused; next try in ");
    assertThat(west.getReturnTime().getSeconds())
        .isBetween(NOW.getEpochSecond() + 5, NOW.getEpochSecond() + 11);
  }

  @Test
  void listEndpoints_circuitMayBeTried_isAvailableAndHalfOpen() {
    fail("b", 5, Verdict.FAILED);

    Endpoint west =
        new Listing(Principal.ANONYMOUS, NOW, System.nanoTime() + 3_000_000_000L)
            .rows(Objects.requireNonNull(catalog.models().get("b")))
            .getFirst()
            .endpoint();

    assertThat(west.getState()).isEqualTo(Endpoint.State.STATE_AVAILABLE);
    assertThat(west.getCircuit()).isEqualTo(Endpoint.Circuit.CIRCUIT_HALF_OPEN);
    assertThat(west.getStateReason()).isEmpty();
    assertThat(west.hasReturnTime()).isFalse();
  }

  private void fail(String model, int times, Verdict verdict) {
    Target west = Objects.requireNonNull(catalog.models().get(model)).targets().getFirst();
    for (int i = 0; i < times; i++) {
      long now = System.nanoTime();
      Objects.requireNonNull(west.health().enter(now)).end(verdict, null, now);
    }
  }

  private List<Endpoint> endpoints(String model) {
    return models
        .listEndpoints(ListEndpointsRequest.newBuilder().setParent("models/" + model).build())
        .getEndpointsList();
  }

  @Test
  void getModel_known_isAvailableWhereOneTargetIs() {
    var model =
        models.getModel(GetModelRequest.newBuilder().setName("models/b").build()).getModel();
    assertThat(model.getName()).isEqualTo("models/b");
    assertThat(model.getAvailable()).isTrue();
    assertThat(model.getMaxOutputTokens()).isEqualTo(4_096);
  }

  @Test
  void getModel_unknown_isNotFoundAndNamesIt() {
    StatusRuntimeException refused =
        refused(() -> models.getModel(GetModelRequest.newBuilder().setName("models/x").build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refused.getStatus().getDescription()).contains("\"x\"");
  }

  @Test
  void getModel_nameOfNoModel_isInvalid() {
    StatusRuntimeException refused =
        refused(() -> models.getModel(GetModelRequest.newBuilder().setName("b").build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void getModel_makesEmbeddingsAlone_saysSoAndNothingOfText() {
    Capabilities alone = Capabilities.of(Set.of(Capabilities.EMBEDDINGS));
    Model vectors =
        Objects.requireNonNull(
            new TestCatalog()
                .endpoint("here", "fake", new ScriptedProvider(alone, List.of()))
                .withModel("vectors", 1)
                .models()
                .get("vectors"));

    dev.patchbay.v1.Capabilities told =
        new Listing(Principal.ANONYMOUS, NOW, 0).model(vectors).getCapabilities();

    assertThat(told.getEmbeddings()).isTrue();
    assertThat(told.getInputModalitiesList()).containsExactly("text");
    assertThat(told.getOutputModalitiesList()).isEmpty();
  }

  private static StatusRuntimeException refused(ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call);
  }
}
