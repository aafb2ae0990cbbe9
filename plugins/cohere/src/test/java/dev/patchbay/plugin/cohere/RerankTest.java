package dev.patchbay.plugin.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.RerankCall;
import dev.patchbay.spi.RerankEvent;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.TestContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class RerankTest {
  private static final Provider PROVIDER =
      new CohereFactory()
          .create(
              new EndpointConfig("c", null, Secret.of("0123456789"), null, Settings.NONE),
              new TestContext(Instant.parse("2026-11-24T12:00:00Z")));

  private record Head() implements ResponseHead {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public @Nullable String header(String name) {
      return name.equals("content-type") ? "application/json" : null;
    }
  }

  private static RerankCall.Builder call() {
    return RerankCall.builder("rerank-v3.5", "Who?", List.of("She.", "He."));
  }

  private static Exchange<RerankEvent> exchange(RerankCall call) {
    return (Exchange<RerankEvent>) PROVIDER.rerank(call);
  }

  @Test
  void rerank_everythingSaid_isSent() {
    Exchange<RerankEvent> exchange =
        exchange(
            call().topN(1).endUser("u").options(Extra.of("\"max_tokens_per_doc\":10")).build());
    assertThat(exchange.request().target()).isEqualTo("/v2/rerank");
    assertThat(Requests.json(exchange))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"model": "rerank-v3.5", "query": "Who?", "documents": ["She.", "He."],
                     "top_n": 1, "max_tokens_per_doc": 10}
                    """));
    assertThat(exchange.dropped()).containsExactly("end_user");
  }

  @Test
  void rerank_answer_isScoresBestFirstAndWhatIsBilled() {
    List<RerankEvent> events = new ArrayList<>();
    Decoder<RerankEvent> decoder = exchange(call().build()).decoder();
    byte[] body =
        """
        {"results": [{"index": 1, "relevance_score": 0.98}, {"index": 0, "relevance_score": 0.1}],
         "meta": {"billed_units": {"search_units": 1}}}
        """
            .getBytes(UTF_8);
    decoder.head(new Head(), events::add);
    decoder.bytes(body, 0, body.length, events::add);
    decoder.end(true, events::add);
    assertThat(events)
        .startsWith(
            RerankEvent.started(null), RerankEvent.scored(1, 0.98), RerankEvent.scored(0, 0.1))
        .endsWith(RerankEvent.completed());
    assertThat(events.get(3))
        .isInstanceOfSatisfying(
            RerankEvent.Used.class,
            used -> assertThat(used.usage().raw()).isEqualTo("{\"search_units\": 1}"));
  }
}
