package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.server.grpc.TranslatedCall.Preferences;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import dev.patchbay.v1.FunctionTool;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.Grammar;
import dev.patchbay.v1.JsonObject;
import dev.patchbay.v1.JsonSchema;
import dev.patchbay.v1.PlainText;
import dev.patchbay.v1.RequestOptions.UnsupportedParams;
import dev.patchbay.v1.RoutePreferences.Failover;
import dev.patchbay.v1.ToolChoice.Mode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class CallTranslationTest {
  @Test
  void translate_bareRequest_saysNothingElse() {
    TranslatedCall translated = translate(input -> {});

    ChatCall call = translated.call();
    assertThat(call).isEqualTo(ChatCall.builder("m", call.messages()).stream(true).build());
    assertThat(translated.providerOptions()).isEmpty();
    assertThat(translated.unsupported()).isEmpty();
    assertThat(translated.preferences())
        .isEqualTo(
            new Preferences(
                Set.of(),
                Set.of(),
                Set.of(),
                new FailoverWishes(true, false, List.of(), AfterOutput.NEVER, false, null),
                false));
  }

  @Test
  void translate_unary_isNotStreamed() {
    assertThat(CallTranslation.translate(Requests.input().build(), false).call().stream())
        .isFalse();
  }

  @Test
  void translate_sampling_carriesEachField() {
    ChatCall call =
        translate(input ->
                input
                    .getSamplingBuilder()
                    .setTemperature(0.7)
                    .setTopP(0.9)
                    .setTopK(40)
                    .setMinP(0)
                    .setFrequencyPenalty(-1)
                    .setPresencePenalty(1)
                    .setRepetitionPenalty(1.1)
                    .setSeed(Long.MIN_VALUE)
                    .addStop("END")
                    .setMaxOutputTokens(100)
                    .setChoices(2)
                    .putLogitBias("7", -100)
                    .setTopLogprobs(0))
            .call();

    assertThat(call.sampling())
        .isEqualTo(
            new Sampling(
                0.7,
                0.9,
                40,
                0.0,
                -1.0,
                1.0,
                1.1,
                Long.MIN_VALUE,
                List.of("END"),
                100,
                2,
                Map.of("7", -100.0),
                0));
  }

  @Test
  void translate_emptySampling_saysNothing() {
    assertThat(translate(GenerationInput.Builder::getSamplingBuilder).call().sampling())
        .isEqualTo(Sampling.NONE);
  }

  @Test
  void translate_reasoningAndOutput_areCarried() {
    ChatCall call =
        translate(
                input -> {
                  input.getReasoningBuilder().setEffort("low").setInclude(false);
                  input.getOutputBuilder().addModalities("audio").setAudioVoice("v");
                })
            .call();

    assertThat(call.thinking()).isEqualTo(new Thinking("low", null, false));
    assertThat(call.output()).isEqualTo(new Output(List.of("audio"), null, "v", null));
  }

  @Test
  void translate_tools_areCarriedInOrder() {
    ChatCall call =
        translate(
                input -> {
                  input
                      .addToolsBuilder()
                      .setFunction(
                          FunctionTool.newBuilder()
                              .setName("f")
                              .setDescription("d")
                              .setParametersSchemaJson("{\"b\":1,\"a\":2}")
                              .setStrict(false));
                  input.addTools(Requests.functionTool("g"));
                  input.addToolsBuilder().getProviderBuilder().setType("openai.web_search");
                  input
                      .getToolChoiceBuilder()
                      .setMode(Mode.MODE_REQUIRED)
                      .addAllowedNames("f")
                      .setParallel(false);
                })
            .call();

    assertThat(call.tools())
        .containsExactly(
            new Tool.Function("f", "d", "{\"b\":1,\"a\":2}", false, Extra.NONE),
            new Tool.Function("g", null, "", null, Extra.NONE),
            new Tool.Hosted("openai.web_search", "", "{}"));
    assertThat(call.toolChoice())
        .isEqualTo(new ToolChoice(ToolChoice.REQUIRED, List.of("f"), false));
  }

  @Test
  void translate_toolChoiceWithoutMode_leavesItUnsaid() {
    assertThat(
            translate(input -> input.getToolChoiceBuilder().setParallel(true)).call().toolChoice())
        .isEqualTo(new ToolChoice(null, List.of(), true));
    assertThat(choice(Mode.MODE_AUTO)).isEqualTo(ToolChoice.AUTO);
    assertThat(choice(Mode.MODE_NONE)).isEqualTo(ToolChoice.NONE);
  }

  private static Object choice(Mode mode) {
    ToolChoice choice =
        translate(input -> input.getToolChoiceBuilder().setMode(mode)).call().toolChoice();
    return choice == null || choice.mode() == null ? "unsaid" : choice.mode();
  }

  @Test
  void translate_formats_areCarried() {
    assertThat(format(input -> input.getResponseFormatBuilder().setText(PlainText.newBuilder())))
        .isEqualTo(new ResponseFormat.Text());
    assertThat(
            format(
                input -> input.getResponseFormatBuilder().setJsonObject(JsonObject.newBuilder())))
        .isEqualTo(new ResponseFormat.JsonObject());
    assertThat(
            format(input ->
                input
                    .getResponseFormatBuilder()
                    .setJsonSchema(
                        JsonSchema.newBuilder().setName("n").setSchemaJson("{}").setStrict(true))))
        .isEqualTo(new ResponseFormat.JsonSchema("n", null, "{}", true, Extra.NONE));
    assertThat(
            format(input ->
                input
                    .getResponseFormatBuilder()
                    .setGrammar(Grammar.newBuilder().setSyntax("regex").setDefinition("a+"))))
        .isEqualTo(new ResponseFormat.Grammar("regex", "a+"));
  }

  private static Object format(Consumer<GenerationInput.Builder> change) {
    ResponseFormat format = translate(change).call().format();
    return format == null ? "unsaid" : format;
  }

  @Test
  void translate_jsonObjects_loseTheirBracesAndNothingElse() {
    TranslatedCall translated =
        translate(input ->
            input
                .setExtraJson(" { \"n\": 9007199254740993, \"x\" : {} } ")
                .putProviderOptionsJson("openai", "{\"a\":null}")
                .putProviderOptionsJson("sim", "{ }"));

    assertThat(translated.call().origin())
        .isEqualTo(Origin.of(Origin.GRPC, new Extra("\"n\": 9007199254740993, \"x\" : {}")));
    assertThat(translated.providerOptions())
        .containsOnly(entry("openai", new Extra("\"a\":null")), entry("sim", Extra.NONE));
    assertThat(translated.call().options()).isEqualTo(Extra.NONE);
  }

  @Test
  void translate_routeAndOptions_areCarried() {
    TranslatedCall translated =
        translate(input -> {
          input
              .getRouteBuilder()
              .addOnlyProviders("a")
              .addOnlyProviders("a")
              .addExcludeProviders("b")
              .addAllowedRegions("eu")
              .addAllowedRegions("ch")
              .addAllowedRegions("eu")
              .setFailover(Failover.FAILOVER_NEVER);
          input
              .getOptionsBuilder()
              .setEndUserId("u")
              .setServiceTier("flex")
              .setUnsupportedParams(UnsupportedParams.UNSUPPORTED_PARAMS_DROP);
        });

    assertThat(translated.preferences())
        .isEqualTo(
            new Preferences(
                Set.of("a"), Set.of("b"), Set.of("eu", "ch"), FailoverWishes.NEVER, true));
    assertThat(translated.call().endUser()).isEqualTo("u");
    assertThat(translated.call().serviceTier()).isEqualTo("flex");
    assertThat(translated.call().store()).isNull();
  }

  private static TranslatedCall translate(Consumer<GenerationInput.Builder> change) {
    GenerationInput.Builder input = Requests.input();
    change.accept(input);
    return CallTranslation.translate(input.build(), true);
  }
}
