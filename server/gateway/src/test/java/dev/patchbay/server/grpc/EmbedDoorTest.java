package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import dev.patchbay.server.access.Admission;
import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.config.KeyHash;
import dev.patchbay.server.config.KeySection;
import dev.patchbay.server.config.Position;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.relay.RecordedCalls;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.replay.Shelf;
import dev.patchbay.server.routing.Router;
import dev.patchbay.server.upstream.UpstreamClient;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Usage;
import dev.patchbay.v1.EmbedRequest;
import dev.patchbay.v1.EmbedRequest.Encoding;
import dev.patchbay.v1.EmbedResponse;
import dev.patchbay.v1.Embedding;
import dev.patchbay.v1.EmbeddingServiceGrpc;
import dev.patchbay.v1.RequestOptions.UnsupportedParams;
import dev.patchbay.v1.Warning;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door over the in-process transport, as {@link ChatDoorTest}. */
class EmbedDoorTest {
  private static final float[] FIRST = {0.1f, -0f, Float.MIN_VALUE};
  private static final float[] SECOND = {-3.4028235e38f, 1, 1e-7f};
  private static final Provider GOOD =
      new VectorProvider(
          EmbedEvent.started("m"),
          EmbedEvent.vector(1, SECOND),
          EmbedEvent.vector(0, FIRST),
          EmbedEvent.used(Usage.of(5, 0)),
          EmbedEvent.completed());

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
        InProcessServerBuilder.forName("embed-door-test")
            .directExecutor()
            .intercept(new Authentication(admission, refusals))
            .intercept(new CallMetadata(refusals))
            .addService(new EmbedDoor(loops, relay, new RequestReading(), refusals, new Shelf()))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName("embed-door-test").directExecutor().build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    loops.close();
  }

  @Test
  void embed_vectorsInAnyOrder_comeInTheOrderOfTheInputsBitForBit() {
    serve(GOOD);

    EmbedResponse response = embed(request -> {});

    assertThat(response.getResponseId()).startsWith("resp_");
    assertThat(response.getModel()).isEqualTo("m");
    assertThat(response.getEmbeddingsList()).extracting(Embedding::getIndex).containsExactly(0, 1);
    assertThat(response.getEmbeddings(0).getDimensions()).isEqualTo(3);
    assertThat(response.getEmbeddings(0).getPacked().isEmpty()).isTrue();
    assertThat(values(response.getEmbeddings(0))).containsExactly(FIRST);
    assertThat(values(response.getEmbeddings(1))).containsExactly(SECOND);
    assertThat(response.getUsage().getInputTokens()).isEqualTo(5);
    assertThat(response.getUsage().getEstimated()).isFalse();
    assertThat(response.getRoute().getEndpoint()).isEqualTo("e0");
    assertThat(response.getWarningsList()).isEmpty();
    assertThat(response.getTiming().hasTotal()).isTrue();
  }

  @Test
  void embed_packed_areTheSameNumbersInLittleEndian() {
    serve(GOOD);

    EmbedResponse response = embed(request -> request.setEncoding(Encoding.ENCODING_FLOAT_BYTES));

    assertThat(response.getEmbeddings(1).getValuesCount()).isZero();
    assertThat(response.getEmbeddings(1).getDimensions()).isEqualTo(3);
    assertThat(packed(response.getEmbeddings(0))).containsExactly(FIRST);
    assertThat(packed(response.getEmbeddings(1))).containsExactly(SECOND);
  }

  @Test
  void embed_firstTargetLacksAVector_isServedByTheSecondAndTold() {
    serve(new VectorProvider(EmbedEvent.vector(0, FIRST), EmbedEvent.completed()), GOOD);

    EmbedResponse response = embed(request -> {});

    assertThat(response.getRoute().getAttempt()).isEqualTo(2);
    assertThat(response.getFailedAttemptsList()).hasSize(1);
    assertThat(response.getFailedAttempts(0).getErrorReason()).isEqualTo("PROVIDER_BAD_RESPONSE");
  }

  @Test
  void embed_fieldThatTheTargetCannotHonour_isRefusedOrWarnedOfByItsPath() {
    serve(GOOD);

    Told refused = refused(request -> request.setPurpose("query"));
    EmbedResponse dropped =
        embed(request ->
            request
                .setPurpose("query")
                .getOptionsBuilder()
                .setServiceTier("flex")
                .setUnsupportedParams(UnsupportedParams.UNSUPPORTED_PARAMS_DROP));

    assertThat(refused.info().getReason()).isEqualTo("UNSUPPORTED_PARAMETER");
    assertThat(fields(refused)).containsExactly("purpose");
    assertThat(dropped.getWarningsList())
        .extracting(Warning::getSubject)
        .containsExactly("options.service_tier", "purpose");
  }

  @Test
  void embed_inputTooLongForTheModel_namesTheInputs() {
    serve(
        new VectorProvider(
            EmbedEvent.failed(
                ProviderError.of(ErrorKind.CONTEXT_LENGTH, "8193 tokens").withStatus(400))));

    Told refused = refused(request -> {});

    assertThat(refused.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refused.info().getReason()).isEqualTo("CONTEXT_LENGTH_EXCEEDED");
    assertThat(fields(refused)).containsExactly("inputs");
  }

  @Test
  void embed_modelThatIsKnownToMakeNone_isNotEligible() {
    serve(new ScriptedProvider(Capabilities.of(Set.of(Capabilities.TOOLS)), List.of()));

    Told refused = refused(request -> {});

    assertThat(refused.info().getReason()).isEqualTo("NO_ELIGIBLE_ROUTE");
    assertThat(calls.refused()).as("the router refuses, after the call began").isEmpty();
  }

  @Test
  void embed_providerWithoutEmbeddings_isUnsupported() {
    serve(new ScriptedProvider(List.of()));

    assertThat(refused(request -> {}).info().getReason()).isEqualTo("UNSUPPORTED_PARAMETER");
  }

  @Test
  void embed_requestThatBreaksABound_isRefusedAndToldToTheListener() {
    serve(GOOD);

    Told refused = refused(request -> request.clearInputs().setEncodingValue(9));

    assertThat(refused.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(fields(refused)).containsExactly("inputs", "encoding");
    assertThat(calls.refused()).containsExactly("GRPC EMBED INVALID_REQUEST");
  }

  @Test
  void embed_withoutAKeyWhereOneIsNeeded_isRefusedAndToldToTheListener() {
    serve(GOOD);
    Position nowhere = Position.wholeOf(Path.of("c.yaml"));
    admission.keys(
        List.of(
            new KeySection(
                "all",
                KeyHash.of("pb-all-0123456789abc"),
                Set.of("*"),
                List.of(),
                List.of(),
                nowhere)));

    assertThat(refused(request -> {}).code()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(calls.refused()).containsExactly("GRPC EMBED KEY_MISSING");
  }

  private void serve(Provider... providers) {
    var made = new TestCatalog();
    for (int i = 0; i < providers.length; i++) {
      made.endpoint("e" + i, "fake", providers[i]);
    }
    catalog = made.withModel("m", 1);
  }

  /** Of two texts. */
  private EmbedResponse embed(Consumer<EmbedRequest.Builder> change) {
    return EmbeddingServiceGrpc.newBlockingStub(channel)
        .embed(
            Requests.embed(request -> {
              request.addInputsBuilder().setText("world");
              change.accept(request);
            }));
  }

  private Told refused(Consumer<EmbedRequest.Builder> change) {
    return Told.of(catchThrowableOfType(StatusRuntimeException.class, () -> embed(change)));
  }

  private static List<String> fields(Told told) {
    return told.detail(BadRequest.class).getFieldViolationsList().stream()
        .map(FieldViolation::getField)
        .toList();
  }

  private static float[] values(Embedding embedding) {
    float[] values = new float[embedding.getValuesCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = embedding.getValues(i);
    }
    return values;
  }

  private static float[] packed(Embedding embedding) {
    FloatBuffer numbers =
        embedding.getPacked().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[numbers.remaining()];
    numbers.get(values);
    return values;
  }
}
