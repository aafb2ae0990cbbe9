package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import dev.patchbay.server.access.Admission;
import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.relay.RecordedCalls;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.replay.Shelf;
import dev.patchbay.server.routing.Router;
import dev.patchbay.server.upstream.UpstreamClient;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.RerankCall;
import dev.patchbay.spi.RerankEvent;
import dev.patchbay.spi.Usage;
import dev.patchbay.v1.EmbeddingServiceGrpc;
import dev.patchbay.v1.RerankRequest;
import dev.patchbay.v1.RerankResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door over the in-process transport, as {@link EmbedDoorTest}. */
class RerankDoorTest {
  private static final RankProvider GOOD =
      new RankProvider(
          RerankEvent.started("m"),
          RerankEvent.scored(0, 0.25),
          RerankEvent.scored(2, 0.999),
          RerankEvent.scored(1, -3.5),
          RerankEvent.used(Usage.of(0, 0).withRaw("{\"search_units\":1}")),
          RerankEvent.completed());

  private final LoopGroup loops = new LoopGroup(2);
  private final Admission admission = new Admission();
  private final RecordedCalls calls = new RecordedCalls();
  private Catalog catalog = Catalog.EMPTY;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    var client = new UpstreamClient(loops, InstantSource.system());
    var relay = new Relay(() -> catalog, new Router(), client, calls);
    var refusals = new Refusals(calls);
    server =
        InProcessServerBuilder.forName("rerank-door-test")
            .directExecutor()
            .intercept(new Authentication(admission, refusals))
            .intercept(new CallMetadata(refusals))
            .addService(new EmbedDoor(loops, relay, new RequestReading(), refusals, new Shelf()))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName("rerank-door-test").directExecutor().build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    loops.close();
  }

  @Test
  void rerank_scoresInAnyOrder_comeBestFirst() {
    serve(GOOD);

    RerankResponse response = rerank(request -> {});

    assertThat(response.getResultsList())
        .extracting(RerankResponse.Result::getIndex)
        .containsExactly(2, 0, 1);
    assertThat(response.getResults(0).getScore()).isEqualTo(0.999);
    assertThat(response.getResponseId()).startsWith("resp_");
    assertThat(response.getModel()).isEqualTo("m");
    assertThat(response.getUsage().getRawJson()).isEqualTo("{\"search_units\":1}");
    assertThat(response.getRoute().getEndpoint()).isEqualTo("e0");
    assertThat(response.getTiming().hasTotal()).isTrue();
    RerankCall call = GOOD.calls.getLast();
    assertThat(call.model()).isEqualTo("m-at-e0");
    assertThat(call.query()).isEqualTo("who?");
    assertThat(call.documents()).containsExactly("she", "it", "he");
  }

  @Test
  void rerank_topN_isSentAndHoldsThoughTheProviderSaysMore() {
    serve(GOOD);

    RerankResponse response = rerank(request -> request.setTopN(2));

    assertThat(GOOD.calls.getLast().topN()).isEqualTo(2);
    assertThat(response.getResultsList())
        .extracting(RerankResponse.Result::getIndex)
        .containsExactly(2, 0);
  }

  @Test
  void rerank_firstTargetAnswersWrongly_isServedByTheSecondAndTold() {
    for (RankProvider wrong :
        List.of(
            new RankProvider(RerankEvent.completed()),
            new RankProvider(RerankEvent.scored(3, 1), RerankEvent.completed()),
            new RankProvider(
                RerankEvent.scored(0, 1), RerankEvent.scored(0, 1), RerankEvent.completed()),
            new RankProvider(RerankEvent.scored(0, Double.NaN), RerankEvent.completed()))) {
      serve(wrong, GOOD);

      RerankResponse response = rerank(request -> {});

      assertThat(response.getRoute().getAttempt()).isEqualTo(2);
      assertThat(response.getFailedAttempts(0).getErrorReason()).isEqualTo("PROVIDER_BAD_RESPONSE");
    }
  }

  @Test
  void rerank_modelThatIsKnownToRankNone_isNotEligible() {
    serve(new ScriptedProvider(Capabilities.of(Set.of(Capabilities.TOOLS)), List.of()));

    assertThat(refused(request -> {}).info().getReason()).isEqualTo("NO_ELIGIBLE_ROUTE");
  }

  @Test
  void rerank_providerWithout_isUnsupported() {
    serve(new ScriptedProvider(List.of()));

    assertThat(refused(request -> {}).info().getReason()).isEqualTo("UNSUPPORTED_PARAMETER");
  }

  @Test
  void rerank_tooLongForTheModel_namesTheDocuments() {
    serve(
        new RankProvider(
            RerankEvent.failed(
                ProviderError.of(ErrorKind.CONTEXT_LENGTH, "too long").withStatus(400))));

    Told refused = refused(request -> {});

    assertThat(refused.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(fields(refused)).containsExactly("documents");
  }

  @Test
  void rerank_whatTheTargetCannotHonour_isRefusedByItsPath() {
    serve(GOOD);

    Told refused =
        refused(request -> request.getOptionsBuilder().setEndUserId("u").setServiceTier("flex"));

    assertThat(fields(refused)).containsExactly("options.service_tier", "options.end_user_id");
  }

  @Test
  void rerank_requestThatBreaksABound_isRefusedAndToldToTheListener() {
    serve(GOOD);

    Told refused = refused(request -> request.clearDocuments().setQuery(""));

    assertThat(fields(refused)).containsExactly("query", "documents");
    assertThat(calls.refused()).containsExactly("GRPC RERANK INVALID_REQUEST");
  }

  @Test
  void rerank_sameRequestId_runsOnce() {
    serve(GOOD);
    int before = GOOD.calls.size();

    RerankResponse first = rerank(request -> request.getOptionsBuilder().setRequestId("r1"));
    RerankResponse second = rerank(request -> request.getOptionsBuilder().setRequestId("r1"));

    assertThat(second).isEqualTo(first);
    assertThat(GOOD.calls).hasSize(before + 1);
  }

  private void serve(Provider... providers) {
    var made = new TestCatalog();
    for (int i = 0; i < providers.length; i++) {
      made.endpoint("e" + i, "fake", providers[i]);
    }
    catalog = made.withModel("m", 1);
  }

  /** Of three documents. */
  private RerankResponse rerank(Consumer<RerankRequest.Builder> change) {
    return EmbeddingServiceGrpc.newBlockingStub(channel)
        .rerank(
            Requests.rerank(request -> {
              request.addDocuments("it").addDocuments("he");
              change.accept(request);
            }));
  }

  private Told refused(Consumer<RerankRequest.Builder> change) {
    return Told.of(catchThrowableOfType(StatusRuntimeException.class, () -> rerank(change)));
  }

  private static List<String> fields(Told told) {
    return told.detail(BadRequest.class).getFieldViolationsList().stream()
        .map(FieldViolation::getField)
        .toList();
  }
}
