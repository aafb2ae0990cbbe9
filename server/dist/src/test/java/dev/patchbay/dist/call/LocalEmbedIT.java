package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.Vectors;
import dev.patchbay.v1.EmbedRequest;
import dev.patchbay.v1.EmbedRequest.Encoding;
import dev.patchbay.v1.EmbedResponse;
import dev.patchbay.v1.Embedding;
import dev.patchbay.v1.GetModelRequest;
import dev.patchbay.v1.Model;
import dev.patchbay.v1.ModelServiceGrpc;
import dev.patchbay.v1.RequestOptions.UnsupportedParams;
import dev.patchbay.v1.Warning;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The embedding model in the process, through both doors. */
class LocalEmbedIT {
  private static final String MEAL = "A man is eating a piece of bread.";
  private static final String FOOD = "Somebody is having a meal.";
  private static final String STOCKS = "The stock market fell sharply on Monday.";
  private static final int DIMENSIONS = 384;

  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway =
        Gateway.start(new GatewayConfig().inProcess("here", "local-embed").model("m", "here"));
    Await.until("the model is loaded", () -> model().getAvailable());
  }

  @AfterAll
  static void close() throws Exception {
    gateway.close();
  }

  @Test
  void embed_sentences_areNearerTheNearerTheirMeaning() {
    EmbedResponse response = gateway.embed(Vectors.ask(MEAL, FOOD, STOCKS).build());

    List<float[]> vectors = response.getEmbeddingsList().stream().map(Vectors::values).toList();
    assertThat(vectors)
        .allSatisfy(vector -> assertThat(vector).hasSize(DIMENSIONS))
        .allSatisfy(vector -> assertThat(length(vector)).isCloseTo(1, within(1e-5)));
    double near = Vectors.cosine(vectors.get(0), vectors.get(1));
    double far = Vectors.cosine(vectors.get(0), vectors.get(2));
    assertThat(near).as("%s / %s", MEAL, FOOD).isGreaterThan(0.4);
    assertThat(far).as("%s / %s", MEAL, STOCKS).isLessThan(0.2);
    assertThat(response.getUsage().getInputTokens()).isGreaterThan(20);
    assertThat(response.getUsage().getEstimated()).isFalse();
    assertThat(response.getRoute().getProvider()).isEqualTo("local-embed");
  }

  @Test
  void embed_bothDoorsAndAllEncodings_giveTheSameNumbers() throws Exception {
    EmbedRequest.Builder request = Vectors.ask(MEAL, STOCKS);
    List<Embedding> listed = gateway.embed(request.build()).getEmbeddingsList();
    List<Embedding> packed =
        gateway
            .embed(request.setEncoding(Encoding.ENCODING_FLOAT_BYTES).build())
            .getEmbeddingsList();
    List<float[]> floats = Vectors.read(http("float").body());
    List<float[]> base64 = Vectors.read(http("base64").body());

    assertThat(floats).hasSize(2);
    assertThat(base64).hasSize(2);
    for (int i = 0; i < 2; i++) {
      float[] vector = Vectors.values(listed.get(i));
      assertThat(vector).hasSize(DIMENSIONS);
      assertThat(Vectors.packed(packed.get(i))).containsExactly(vector);
      assertThat(floats.get(i)).containsExactly(vector);
      assertThat(base64.get(i)).containsExactly(vector);
    }
  }

  @Test
  void embed_overHttp_isAnswerOfTheDialect() throws Exception {
    HttpResponse<String> answer = http("float");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-patchbay-endpoint")).hasValue("here");
    assertThat(answer.body())
        .startsWith("{\"object\":\"list\"")
        .containsPattern("\"usage\":\\{\"prompt_tokens\":\\d+,\"total_tokens\":\\d+}");
  }

  @Test
  void embed_whatTheModelCannotDo_isRefusedOrWarnedOf() {
    EmbedRequest.Builder purpose = Vectors.ask(MEAL).setPurpose("query");

    assertThat(failure(Vectors.ask(MEAL).setDimensions(256).build()).reason())
        .isEqualTo("UNSUPPORTED_PARAMETER");
    assertThat(failure(purpose.build()).fields()).containsExactly("purpose");
    purpose.getOptionsBuilder().setUnsupportedParams(UnsupportedParams.UNSUPPORTED_PARAMS_DROP);
    assertThat(gateway.embed(purpose.build()).getWarningsList())
        .extracting(Warning::getSubject)
        .containsExactly("purpose");
  }

  @Test
  void embed_tooLong_failsOrIsCutAsTheCallSays() {
    String text = "word ".repeat(400);

    assertThat(failure(Vectors.ask(text).build()).message()).contains("inputs[0]", "256");
    assertThat(gateway.embed(Vectors.ask(text).setTruncate(true).build()).getEmbeddingsCount())
        .isEqualTo(1);
  }

  @Test
  void getModel_makesEmbeddings_saysSo() {
    assertThat(model().getCapabilities().getEmbeddings()).isTrue();
    assertThat(model().getContextWindowTokens()).isEqualTo(256);
  }

  private static Model model() {
    return ModelServiceGrpc.newBlockingStub(gateway.channel())
        .getModel(GetModelRequest.newBuilder().setName("models/m").build())
        .getModel();
  }

  /** The same two sentences as {@link #embed_bothDoorsAndAllEncodings_giveTheSameNumbers}. */
  private static HttpResponse<String> http(String encoding) throws Exception {
    String body =
        "{\"model\":\"m\",\"input\":[\"%s\",\"%s\"],\"encoding_format\":\"%s\"}"
            .formatted(MEAL, STOCKS, encoding);
    HttpRequest request =
        HttpRequest.newBuilder(gateway.http("/v1/embeddings"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static double length(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static Failure failure(EmbedRequest request) {
    return Failure.of(() -> {
      var ignored = gateway.embed(request);
    });
  }
}
