package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.v1.RerankRequest;
import dev.patchbay.v1.RerankResponse;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rankings of Cohere, at both doors. The answers are synthetic, after its reference of v2. */
class RerankIT {
  private static final Script ANSWER =
      to ->
          to.json(
              200,
              "{\"id\":\"r\",\"results\":[{\"index\":1,\"relevance_score\":0.9},{\"index\":0,\"relevance_score\":0.25}],"
                  + "\"meta\":{\"billed_units\":{\"search_units\":1}}}");
  private static final Script BUSY = to -> to.json(503, "{\"message\":\"busy\"}");
  private static final RerankRequest ASKED =
      RerankRequest.newBuilder()
          .setModel("m")
          .setQuery("capital?")
          .addDocuments("Oslo")
          .addDocuments("Paris")
          .setTopN(2)
          .build();

  private static Gateway over(ScriptedUpstream... upstreams) throws Exception {
    var config = new GatewayConfig().withoutRepeats();
    var names = List.of("first", "second").subList(0, upstreams.length);
    for (int i = 0; i < upstreams.length; i++) {
      config.endpoint(names.get(i), "cohere", upstreams[i]);
    }
    return Gateway.start(config.model("m", names.toArray(String[]::new)));
  }

  @Test
  void grpc_documents_comeBackRanked() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ANSWER);
        var gateway = over(upstream)) {
      RerankResponse answer = gateway.rerank(ASKED);

      assertThat(answer.getResultsList())
          .extracting(RerankResponse.Result::getIndex, RerankResponse.Result::getScore)
          .containsExactly(tuple(1, 0.9), tuple(0, 0.25));
      assertThat(answer.getRoute().getEndpoint()).isEqualTo("first");
      assertThat(answer.getUsage().getRawJson()).contains("\"search_units\":1");
      var sent = upstream.next().request();
      assertThat(sent.line()).isEqualTo("POST /v1/v2/rerank HTTP/1.1");
      assertThat(sent.body())
          .isEqualTo(
              "{\"model\":\"upstream-model\",\"query\":\"capital?\",\"documents\":[\"Oslo\",\"Paris\"],\"top_n\":2}");
    }
  }

  @Test
  void grpc_firstIsBusy_secondAnswers() throws Exception {
    try (var first = ScriptedUpstream.answering(BUSY);
        var second = ScriptedUpstream.answering(ANSWER);
        var gateway = over(first, second)) {
      RerankResponse answer = gateway.rerank(ASKED);

      assertThat(answer.getRoute().getEndpoint()).isEqualTo("second");
      assertThat(answer.getFailedAttemptsList()).hasSize(1);
    }
  }

  @Test
  void http_documents_comeBackRankedWithTheirText() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ANSWER);
        var gateway = over(upstream)) {
      String asked =
          "{\"model\":\"m\",\"query\":\"capital?\",\"documents\":[\"Oslo\",\"Paris\"],\"return_documents\":true}";

      HttpRequest request =
          HttpRequest.newBuilder(gateway.http("/v1/rerank"))
              .POST(HttpRequest.BodyPublishers.ofString(asked))
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains(
              "\"results\":[{\"index\":1,\"relevance_score\":0.9,\"document\":{\"text\":\"Paris\"}},"
                  + "{\"index\":0,\"relevance_score\":0.25,\"document\":{\"text\":\"Oslo\"}}]",
              "\"search_units\":1");
    }
  }
}
