package dev.patchbay.server.http.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.http.Answers;
import dev.patchbay.server.relay.RerankCaller.Ranked;
import dev.patchbay.server.relay.RerankCaller.Ranking;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.server.relay.Terms.Door;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.RerankCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RerankTest {
  private static RerankReading.Rerank read(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
    return RerankReading.read(bytes, Terms.builder(Door.HTTP, Principal.ANONYMOUS));
  }

  @Test
  void read_everyMember_isInTheCallAndTheRestIsCarried() {
    RerankReading.Rerank read =
        read(
            "{'model':'m','query':'q','documents':['a',{'text':'b'}],'top_n':1,"
                + "'return_documents':true,'max_tokens_per_doc':4096,'priority':null}");

    RerankCall call = read.request().call();
    assertThat(call.model()).isEqualTo("m");
    assertThat(call.query()).isEqualTo("q");
    assertThat(call.documents()).containsExactly("a", "b");
    assertThat(call.topN()).isEqualTo(1);
    assertThat(call.origin().dialect()).isEqualTo(Origin.RERANK);
    assertThat(call.origin().extra().members()).isEqualTo("\"max_tokens_per_doc\":4096");
    assertThat(read.returned()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'query':'q','documents':['a']} | model",
        "{'model':'m','documents':['a']} | query",
        "{'model':'m','query':'q'} | documents",
        "{'model':'m','query':'q','documents':[]} | documents",
        "{'model':'m','query':'q','documents':['']} | documents[0]",
        "{'model':'m','query':'q','documents':['a',{}]} | documents[1]",
        "{'model':'m','query':'q','documents':[{'title':'a'}]} | documents[0].title",
        "{'model':'m','query':'q','documents':[{'text':''}]} | documents[0].text",
        "{'model':'m','query':'q','documents':['a'],'top_n':0} | top_n",
        "{'model':'m','query':'q','documents':['a'],'patchbay':{'fallbacks':['b']}} | patchbay.fallbacks"
      },
      quoteCharacter = '`')
  void read_wrong_isRefusedByItsPath(String json, String path) {
    FaultException refused = catchThrowableOfType(FaultException.class, () -> read(json));

    assertThat(refused.fault().violations().getFirst().field()).isEqualTo(path);
  }

  @Test
  void answer_isInTheShapeOfCohereAndJina() {
    var answers = new Answers(OpenAiErrors.SHAPE, "cohere");
    var ranking =
        new Ranking(answers.route(), List.of(new Ranked(1, 0.75), new Ranked(0, 0.1)), List.of());

    new Rerank.Answer(answers.call(), List.of("a", "b")).completed(ranking, answers.outcome());

    assertThat(answers.body())
        .isEqualTo(
            "{\"id\":\"resp_1\",\"object\":\"list\",\"model\":\"m-at-e0\",\"results\":["
                + "{\"index\":1,\"relevance_score\":0.75,\"document\":{\"text\":\"b\"}},"
                + "{\"index\":0,\"relevance_score\":0.1,\"document\":{\"text\":\"a\"}}],"
                + "\"usage\":{\"prompt_tokens\":0,\"total_tokens\":0}}");
  }
}
