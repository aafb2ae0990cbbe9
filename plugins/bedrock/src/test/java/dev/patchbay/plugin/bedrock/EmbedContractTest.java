package dev.patchbay.plugin.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Embeddings of Titan. No recording covers them: the answers are synthetic, by Amazon's pages
 * "Amazon Titan Text Embeddings" and "Cohere Embed and Cohere Embed v4".
 */
final class EmbedContractTest extends ProviderContract {
  private static final String TITAN = "amazon.titan-embed-text-v2:0";
  private static final String COHERE = "cohere.embed-multilingual-v3";
  private static final Map<String, String> HEADERS = Map.of("content-type", "application/json");

  @Override
  protected ProviderFactory factory() {
    return new BedrockFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    return new EndpointConfig("contract", null, Secret.of(KEY), "us-east-1", Settings.NONE);
  }

  @Override
  protected EmbedCall embedCall() {
    return call(TITAN, "Hello").build();
  }

  private static EmbedCall.Builder call(String model, String... texts) {
    return EmbedCall.builder(
        model, Stream.of(texts).map(text -> (EmbedInput) new EmbedInput.Text(text)).toList());
  }

  private static RecordedCase answer(String name, String body) {
    return RecordedCase.of(name, 200, HEADERS, body.getBytes(UTF_8), false);
  }

  @Override
  protected List<RecordedCase> embedCases() {
    return List.of(
        answer(
                "synthetic/titan",
                "{\"embedding\":[0.5,-1e-2],\"inputTextTokenCount\":3,\"embeddingsByType\":{}}")
            .ending(Ending.COMPLETED),
        answer("synthetic/cohere", "{\"embeddings\":[[1,2]],\"texts\":[\"Hello\"]}")
            .header("x-amzn-bedrock-input-token-count", "2")
            .ending(Ending.COMPLETED),
        answer("synthetic/cohere-by-type", "{\"embeddings\":{\"float\":[[1,2]]}}")
            .ending(Ending.COMPLETED),
        answer("synthetic/none", "{\"embeddings\":{\"float\":[]}}").failing(ErrorKind.BAD_RESPONSE),
        RecordedCase.of("synthetic/throttled", 429, HEADERS, new byte[0], false)
            .header("x-amzn-errortype", "ThrottlingException")
            .failing(ErrorKind.RATE_LIMITED));
  }

  private static Exchange<EmbedEvent> embed(EmbedCall call) {
    return (Exchange<EmbedEvent>) Wire.provider(null, Map.of()).embed(call);
  }

  @Test
  void embed_titan_isOneText() {
    Exchange<EmbedEvent> exchange =
        embed(call(TITAN, "Hi").dimensions(256).purpose("query").build());
    assertThat(Requests.body(exchange)).isEqualTo("{\"inputText\":\"Hi\",\"dimensions\":256}");
    assertThat(exchange.dropped()).containsExactly("purpose");
    assertThat(exchange.request().target())
        .isEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke");
    assertThatThrownBy(() -> embed(call(TITAN, "a", "b").build()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("inputs: Titan takes one");
  }

  @Test
  void embed_cohere_isManyTexts() {
    Exchange<EmbedEvent> exchange =
        embed(call(COHERE, "a", "b").purpose("query").truncate(true).dimensions(9).build());
    assertThat(Requests.body(exchange))
        .isEqualTo(
            "{\"texts\":[\"a\",\"b\"],\"input_type\":\"search_query\","
                + "\"embedding_types\":[\"float\"],\"truncate\":\"END\"}");
    assertThat(exchange.dropped()).containsExactly("dimensions");
  }

  @Test
  void embed_anotherModel_isRefused() {
    assertThatThrownBy(() -> embed(call("amazon.nova-lite-v1:0", "a").build()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("only Titan's and Cohere's");
  }
}
