package dev.patchbay.plugin.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.testkit.CallerBody;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedFolder;
import dev.patchbay.spi.testkit.SmallJson;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Embeddings, with every recording of them. */
final class EmbedContractTest extends ProviderContract {
  private static final List<String> FOLDERS = List.of("openai-embeddings", "azure-openai");

  @Override
  protected ProviderFactory factory() {
    return new OpenAiFactory();
  }

  /** From a caller who speaks this dialect, so that answers are framed. */
  @Override
  protected EmbedCall embedCall() {
    return call("{\"model\":\"alias\",\"input\":[\"Hello\"],\"encoding_format\":\"float\"}");
  }

  private static EmbedCall call(String body) {
    return EmbedCall.builder("embedder", List.of(new EmbedInput.Text("Hello")))
        .origin(new Origin(Origin.OPENAI_EMBEDDINGS, Extra.NONE, CallerBody.of(body)))
        .build();
  }

  @Override
  protected List<RecordedCase> embedCases() {
    List<RecordedCase> all = new ArrayList<>();
    for (String folder : FOLDERS) {
      Recordings.of(folder, "/embeddings").stream()
          .map(recorded -> recorded.giving(Recordings.golden(folder, recorded.name())))
          .forEach(all::add);
    }
    return all;
  }

  @TestFactory
  Stream<DynamicTest> recorded_spliced_isSameTreeWithTheSameDigits() {
    return FOLDERS.stream()
        .flatMap(folder ->
            Recordings.of(folder, "/embeddings").stream()
                .map(recorded -> RecordedFolder.request(Recordings.folder(folder), recorded.name()))
                .map(request -> dynamicTest(folder, () -> spliced(String.valueOf(request)))));
  }

  private static void spliced(String request) {
    Provider provider = Wire.provider(null, Map.of());
    Exchange<EmbedEvent> exchange = (Exchange<EmbedEvent>) provider.embed(call(request));
    Map<String, @Nullable Object> expected = SmallJson.object(request);
    expected.put("model", "embedder");
    assertThat(exchange.request().target()).isEqualTo("/v1/embeddings");
    assertThat(exchange.dialect()).isEqualTo(Origin.OPENAI_EMBEDDINGS);
    assertThat(SmallJson.object(RecordedRequestTest.body(exchange))).isEqualTo(expected);
  }

  /** Number by number, against another reader of JSON. */
  @TestFactory
  Stream<DynamicTest> recorded_vectors_areAsJacksonReadsThem() {
    return embedCases().stream()
        .filter(recorded -> recorded.status() == 200)
        .map(recorded -> dynamicTest(recorded.name(), () -> vectors(recorded)));
  }

  private static void vectors(RecordedCase recorded) {
    List<FloatBuffer> read = Embeddings.vectors(recorded);
    JsonNode data = JsonMapper.shared().readTree(recorded.body()).path("data");
    assertThat(read).hasSize(data.size());
    for (int i = 0; i < read.size(); i++) {
      JsonNode numbers = data.get(i).path("embedding");
      assertThat(read.get(i).remaining()).isEqualTo(numbers.size());
      for (int k = 0; k < numbers.size(); k++) {
        float expected = Float.parseFloat(numbers.get(k).decimalValue().toString());
        assertThat(read.get(i).get(k)).isEqualTo(expected);
      }
    }
  }
}
