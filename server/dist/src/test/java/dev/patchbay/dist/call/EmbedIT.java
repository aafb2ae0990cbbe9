package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.UpstreamSocket;
import dev.patchbay.dist.support.Vectors;
import dev.patchbay.v1.EmbedRequest;
import dev.patchbay.v1.EmbedRequest.Encoding;
import dev.patchbay.v1.EmbedResponse;
import dev.patchbay.v1.EmbeddingServiceGrpc;
import dev.patchbay.v1.RoutePreferences.Failover;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Embeddings of a service that speaks OpenAI's dialect, over gRPC. */
class EmbedIT {
  private static final float[] ONE = {0.1f, -0f, 1e-30f};
  private static final float[] TWO = {-0.25f, 3.1415927f, 16777217f};
  private static final float[] SHORT = {1, 2};
  private static final Script ANSWER = to -> to.json(200, Vectors.base64(ONE, TWO));
  private static final long CANCEL_LIMIT = TimeUnit.MILLISECONDS.toNanos(100);

  @Test
  void embed_texts_areSentOnceAndTheirVectorsReturnedAsTheyCame() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ANSWER);
        var gateway = Gateway.over(upstream)) {
      EmbedResponse response = gateway.embed(two());

      assertThat(Vectors.values(response.getEmbeddings(0))).containsExactly(ONE);
      assertThat(Vectors.values(response.getEmbeddings(1))).containsExactly(TWO);
      assertThat(response.getModel()).isEqualTo("m");
      assertThat(response.getUsage().getInputTokens()).isEqualTo(7);
      assertThat(response.getRoute().getEndpoint()).isEqualTo("first");
      assertThat(response.getRoute().getUpstreamModel()).isEqualTo("upstream-model");
      assertThat(response.getFailedAttemptsList()).isEmpty();
      var sent = upstream.next().request();
      assertThat(sent.line()).isEqualTo("POST /v1/embeddings HTTP/1.1");
      assertThat(sent.headers()).containsEntry("authorization", "Bearer secret");
      assertThat(sent.body())
          .isEqualTo(
              "{\"model\":\"upstream-model\",\"input\":[\"one\",\"two\"],"
                  + "\"encoding_format\":\"base64\"}");
    }
  }

  @Test
  void embed_packed_isTheSameAlsoWhereTheServiceAnswersInLists() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to -> to.json(200, Vectors.listed(ONE, TWO)), ANSWER);
        var gateway = Gateway.over(upstream)) {
      EmbedRequest packed =
          Vectors.ask("one", "two").setEncoding(Encoding.ENCODING_FLOAT_BYTES).build();
      for (EmbedResponse response : List.of(gateway.embed(packed), gateway.embed(packed))) {
        assertThat(Vectors.packed(response.getEmbeddings(0))).containsExactly(ONE);
        assertThat(Vectors.packed(response.getEmbeddings(1))).containsExactly(TWO);
        assertThat(response.getEmbeddings(1).getDimensions()).isEqualTo(3);
        assertThat(response.getEmbeddings(1).getValuesCount()).isZero();
      }
    }
  }

  @Test
  void embed_tokensDimensionsAndUser_reachTheService() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ANSWER);
        var gateway = Gateway.over(upstream)) {
      EmbedRequest.Builder request = Vectors.ask().setDimensions(3);
      request.addInputsBuilder().getTokenIdsBuilder().addValues(0).addValues(100_257);
      request.addInputsBuilder().getTokenIdsBuilder().addValues(9906);
      request.getOptionsBuilder().setEndUserId("u-1");
      request.putProviderOptionsJson("openai", "{\"input_type\":\"query\"}");
      assertThat(gateway.embed(request.build()).getEmbeddingsCount()).isEqualTo(2);

      assertThat(upstream.next().request().body())
          .contains("\"input\":[[0,100257],[9906]]")
          .contains("\"dimensions\":3", "\"user\":\"u-1\"", "\"input_type\":\"query\"");
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        failure("busy", to -> to.json(503, "{}"), "PROVIDER_OVERLOADED", Code.UNAVAILABLE),
        failure("refuses our key", error(401), "PROVIDER_AUTH_FAILED", Code.FAILED_PRECONDITION),
        failure("is limited", error(429), "PROVIDER_RATE_LIMITED", Code.RESOURCE_EXHAUSTED),
        failure("hangs up", to -> to.close(), "PROVIDER_ERROR", Code.UNAVAILABLE),
        failure(
            "is cut",
            to -> to.raw("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"data\"").close(),
            "PROVIDER_ERROR",
            Code.UNAVAILABLE),
        failure("answers an error", error(200), "PROVIDER_ERROR", Code.UNAVAILABLE),
        unreadable("answers a page", "<html>hello</html>"),
        unreadable("lacks a vector", Vectors.base64(ONE)),
        unreadable("has one vector too many", Vectors.base64(ONE, TWO, ONE)),
        unreadable("has vectors of two lengths", Vectors.base64(ONE, SHORT)),
        unreadable("has an empty vector", Vectors.base64(new float[0], new float[0])));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void embed_serviceFails_anotherTargetAnswersOrTheReasonIsTold(
      String name, Script script, String reason, Code code) throws Exception {
    try (var first = ScriptedUpstream.answering(script);
        var second = ScriptedUpstream.answering(ANSWER);
        var gateway = Gateway.over(first, second);
        // Nothing bad is known there of the endpoint yet.
        var other = Gateway.over(first, second)) {
      EmbedResponse response = gateway.embed(two());
      Failure failure = failure(other, alone());

      assertThat(response.getRoute().getEndpoint()).isEqualTo("second");
      assertThat(response.getFailedAttemptsList()).hasSize(1);
      assertThat(response.getFailedAttempts(0).getErrorReason()).isEqualTo(reason);
      assertThat(Vectors.values(response.getEmbeddings(1))).containsExactly(TWO);
      assertThat(failure.reason()).isEqualTo(reason);
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.metadata())
          .containsEntry("endpoint", "first")
          .containsEntry("outputSent", "false");
    }
  }

  @Test
  void embed_callersOwnMistake_isNotTriedElsewhere() throws Exception {
    try (var first = ScriptedUpstream.answering(error(400));
        var second = ScriptedUpstream.answering(ANSWER);
        var gateway = Gateway.over(first, second)) {
      Failure failure = failure(gateway, two());

      assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
      assertThat(failure.reason()).isEqualTo("INVALID_REQUEST");
      assertThat(failure.message()).contains("no such thing");
      assertThat(second.connections()).isZero();
    }
  }

  @Test
  void embed_boundBroken_namesTheFieldAndAsksNobody() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ANSWER);
        var gateway = Gateway.over(upstream)) {
      Failure failure = failure(gateway, Vectors.ask("one", "").setDimensions(0).build());

      assertThat(failure.reason()).isEqualTo("INVALID_REQUEST");
      assertThat(failure.fields()).containsExactly("inputs[1].text", "dimensions");
      assertThat(upstream.connections()).isZero();
    }
  }

  @Test
  void embed_withKeys_isForThoseWhoMayUseTheModel() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ANSWER);
        var gateway =
            Gateway.start(
                new GatewayConfig()
                    .key("some", "secret: pb-some-0123456789, models: [other]")
                    .endpoint("first", upstream)
                    .model("m", "first")
                    .model("other", "first"))) {
      assertThat(failure(gateway, two()).reason()).isEqualTo("KEY_MISSING");

      var key = new Metadata();
      key.put(Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER), "pb-some-0123456789");
      var stub =
          EmbeddingServiceGrpc.newBlockingStub(gateway.channel())
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(key));
      Failure refused =
          Failure.of(() -> {
            var ignored = stub.embed(two());
          });

      assertThat(refused.reason()).isEqualTo("KEY_NOT_ALLOWED");
      assertThat(stub.embed(two().toBuilder().setModel("other").build()).getEmbeddingsCount())
          .isEqualTo(2);
    }
  }

  @Test
  void embed_deadline_isToldWithOurDetailsAndStopsTheService() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway = Gateway.over(upstream)) {
      Failure failure =
          Failure.of(() -> {
            var ignored =
                EmbeddingServiceGrpc.newBlockingStub(gateway.channel())
                    .withDeadlineAfter(1, TimeUnit.SECONDS)
                    .embed(two());
          });

      assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
      assertThat(failure.reason()).isEqualTo("PROVIDER_TIMEOUT");
      assertThat(upstream.next().socket().peerClosedAt()).isPositive();
    }
  }

  @Test
  void embed_cancelled_closesUpstreamWithin100Milliseconds() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ANSWER, ScriptedUpstream.SILENCE);
        var gateway = Gateway.over(upstream)) {
      gateway.embed(two());
      upstream.next();
      var answer = EmbeddingServiceGrpc.newFutureStub(gateway.channel()).embed(two());
      UpstreamSocket socket = upstream.next().socket();
      long cancelled = System.nanoTime();
      answer.cancel(true);

      assertThat(socket.peerClosedAt() - cancelled).as("ns to the close").isLessThan(CANCEL_LIMIT);
    }
  }

  private static EmbedRequest two() {
    return Vectors.ask("one", "two").build();
  }

  /** Without another target. */
  private static EmbedRequest alone() {
    EmbedRequest.Builder request = two().toBuilder();
    request.getRouteBuilder().setFailover(Failover.FAILOVER_NEVER);
    return request.build();
  }

  private static Script error(int status) {
    return to -> to.json(status, "{\"error\":{\"message\":\"no such thing\"}}");
  }

  private static Arguments unreadable(String name, String body) {
    return failure(name, to -> to.json(200, body), "PROVIDER_BAD_RESPONSE", Code.INTERNAL);
  }

  private static Arguments failure(String name, Script script, String reason, Code code) {
    return Arguments.of(name, script, reason, code);
  }

  private static Failure failure(Gateway gateway, EmbedRequest request) {
    return Failure.of(() -> {
      var ignored = gateway.embed(request);
    });
  }
}
