package dev.patchbay.plugin.bedrock.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes beside Converse's own members, in the way of the model's maker or as the caller's. */
final class ModelFieldsTest {
  private static final String FIELDS = "/additionalModelRequestFields";

  private static ChatCall.Builder topK(String model) {
    return Asked.call(model).sampling(Sampling.builder().topK(40).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "us.anthropic.claude-haiku-4-5-20251001-v1:0 | {\"top_k\":40}",
        "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0"
            + " | {\"top_k\":40}",
        "amazon.nova-lite-v1:0 | {\"inferenceConfig\":{\"topK\":40}}",
        "us.amazon.nova-2-lite-v1:0 | {\"inferenceConfig\":{\"topK\":40}}",
        "mistral.mistral-large-2402-v1:0 | {\"top_k\":40}",
        "cohere.command-r-plus-v1:0 | {\"k\":40}"
      })
  void write_topK_isInTheMakersWay(String model, String fields) {
    Asked asked = Asked.of(topK(model));
    assertThat(asked.at(FIELDS)).isEqualTo(fields);
    assertThat(asked.at("/inferenceConfig")).isEmpty();
    assertThat(asked.dropped()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "us.meta.llama3-3-70b-instruct-v1:0",
    "openai.gpt-oss-20b-1:0",
    "deepseek.r1-v1:0",
    "us.anthropic.claude-opus-4-7",
    "arn:aws:bedrock:us-east-1:1:application-inference-profile/x"
  })
  void write_topKOfAModelWithout_isReported(String model) {
    Asked asked = Asked.of(topK(model));
    assertThat(asked.at(FIELDS)).isEmpty();
    assertThat(asked.dropped()).containsExactly("sampling.top_k");
  }

  @Test
  void write_topKOfAClaudeThatThinks_isReported() {
    Sampling sampling = Sampling.builder().topK(40).maxOutput(4000).temperature(0.5).build();
    Asked asked =
        Asked.of(
            Asked.call(Asked.CLAUDE).sampling(sampling).thinking(new Thinking(null, 2000, null)));
    assertThat(asked.at(FIELDS))
        .isEqualTo("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}}");
    assertThat(asked.dropped()).containsExactlyInAnyOrder("sampling.top_k", "sampling.temperature");
  }

  @Test
  void write_callersFields_areJoinedAndWin() {
    Extra own = Extra.of("\"additionalModelRequestFields\":{\"top_k\":1,\"x\":[1.5]}");
    ChatCall.Builder call =
        topK(Asked.CLAUDE).options(own).thinking(new Thinking(null, 2000, null));
    Asked asked = Asked.of(call.sampling(Sampling.builder().maxOutput(4000).build()));
    assertThat(asked.at(FIELDS))
        .isEqualTo(
            "{\"top_k\":1,\"x\":[1.5],"
                + "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}}");
  }

  @Test
  void write_callersFieldsThatAreNone_areRefusedByName() {
    Extra own = Extra.of("\"additionalModelRequestFields\":[]");
    assertThatThrownBy(() -> Asked.of(Asked.call(Asked.CLAUDE).options(own)))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("options.additionalModelRequestFields");
  }

  @ParameterizedTest
  @CsvSource({
    "none,disabled,,",
    "minimal,enabled,low,thinking.effort",
    "low,enabled,low,",
    "medium,enabled,medium,",
    "high,enabled,high,",
    "xhigh,enabled,high,thinking.effort"
  })
  void write_thinkingOfNova2_isItsConfig(String effort, String type, String told, String dropped) {
    Asked asked =
        Asked.of(
            Asked.call("us.amazon.nova-2-lite-v1:0").thinking(new Thinking(effort, null, null)));
    String most = told == null ? "" : ",\"maxReasoningEffort\":\"" + told + "\"";
    assertThat(asked.at(FIELDS + "/reasoningConfig"))
        .isEqualTo("{\"type\":\"" + type + "\"" + most + "}");
    assertThat(asked.dropped()).isEqualTo(dropped == null ? List.of() : List.of(dropped));
  }

  @Test
  void write_thinkingOfOpenWeights_isTheirEffort() {
    Asked asked =
        Asked.of(Asked.call("openai.gpt-oss-20b-1:0").thinking(new Thinking("low", 100, false)));
    assertThat(asked.at(FIELDS)).isEqualTo("{\"reasoning_effort\":\"low\"}");
    assertThat(asked.dropped())
        .containsExactlyInAnyOrder("thinking.budget_tokens", "thinking.include");
  }

  @Test
  void write_thinkingOfAModelWithout_isReported() {
    Asked asked = Asked.of(Asked.call(Asked.LLAMA).thinking(new Thinking("high", 100, false)));
    assertThat(asked.at(FIELDS)).isEmpty();
    assertThat(asked.dropped())
        .containsExactlyInAnyOrder("thinking.effort", "thinking.budget_tokens", "thinking.include");
  }

  @Test
  void write_stopTexts_areAskedBackOfClaudeAlone() {
    Sampling sampling = Sampling.builder().stop(List.of("3")).build();
    assertThat(Asked.of(Asked.call(Asked.CLAUDE).sampling(sampling)).body().toString())
        .contains("\"additionalModelResponseFieldPaths\":[\"/stop_sequence\"]")
        .contains("\"inferenceConfig\":{\"stopSequences\":[\"3\"]}");
    assertThat(Asked.of(Asked.call(Asked.NOVA).sampling(sampling)).body().toString())
        .doesNotContain("additionalModelResponseFieldPaths");
  }

  @Test
  void write_membersOfTheCallersOwn_areSentAsTheyAre() {
    Extra own =
        Extra.of(
            "\"guardrailConfig\":{\"guardrailIdentifier\":\"g\",\"guardrailVersion\":\"1\","
                + "\"trace\":\"enabled\"},\"performanceConfig\":{\"latency\":\"optimized\"},"
                + "\"requestMetadata\":{\"team\":\"a\"},\"promptVariables\":{\"v\":{\"text\":\"x\"}},"
                + "\"modelId\":\"other\"");
    Asked asked = Asked.of(Asked.call(Asked.NOVA).options(own));
    assertThat(asked.at("/guardrailConfig"))
        .isEqualTo(
            "{\"guardrailIdentifier\":\"g\",\"guardrailVersion\":\"1\",\"trace\":\"enabled\"}");
    assertThat(asked.at("/performanceConfig")).isEqualTo("{\"latency\":\"optimized\"}");
    assertThat(asked.at("/requestMetadata")).isEqualTo("{\"team\":\"a\"}");
    assertThat(asked.at("/promptVariables")).isEqualTo("{\"v\":{\"text\":\"x\"}}");
    assertThat(asked.at("/modelId")).isEmpty();
    assertThat(asked.dropped()).containsExactly("options.modelId");
  }

  @Test
  void write_callersMembers_winOverTheCall() {
    Extra own =
        Extra.of("\"inferenceConfig\":{\"maxTokens\":5},\"serviceTier\":{\"type\":\"flex\"}");
    Asked asked =
        Asked.of(
            Asked.call(Asked.NOVA)
                .options(own)
                .serviceTier("priority")
                .sampling(Sampling.builder().maxOutput(9).build()));
    assertThat(asked.at("/inferenceConfig")).isEqualTo("{\"maxTokens\":5}");
    assertThat(asked.at("/serviceTier")).isEqualTo("{\"type\":\"flex\"}");
  }

  @Test
  void write_extrasOfAnotherDialect_areReported() {
    Origin origin = Origin.of(Origin.OPENAI_CHAT, Extra.of("\"guardrailConfig\":{}"));
    Asked asked = Asked.of(Asked.call(Asked.NOVA).origin(origin));
    assertThat(asked.at("/guardrailConfig")).isEmpty();
    assertThat(asked.dropped()).containsExactly("extra");
  }
}
