package dev.patchbay.server.grpc;

import dev.patchbay.server.grpc.TranslatedCall.Preferences;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.OutputParams;
import dev.patchbay.v1.ReasoningParams;
import dev.patchbay.v1.RequestOptions;
import dev.patchbay.v1.RequestOptions.UnsupportedParams;
import dev.patchbay.v1.RoutePreferences;
import dev.patchbay.v1.SamplingParams;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a request into the neutral model. The request has passed {@link RequestValidator}. Texts and
 * media are shared with it, not copied.
 */
final class CallTranslation {
  private CallTranslation() {}

  /**
   * @param stream whether the caller wants tokens as they come
   */
  static TranslatedCall translate(GenerationInput input, boolean stream) {
    var messages = new MessageTranslation(input.getMessagesList());
    ChatCall call =
        ChatCall.builder(input.getModel(), messages.translate()).stream(stream)
            .tools(ToolTranslation.tools(input.getToolsList()))
            .toolChoice(input.hasToolChoice() ? ToolTranslation.choice(input) : null)
            .format(input.hasResponseFormat() ? ToolTranslation.format(input) : null)
            .sampling(input.hasSampling() ? sampling(input.getSampling()) : Sampling.NONE)
            .thinking(input.hasReasoning() ? thinking(input.getReasoning()) : null)
            .output(input.hasOutput() ? output(input.getOutput()) : Output.NONE)
            .endUser(emptyToNull(input.getOptions().getEndUserId()))
            .serviceTier(emptyToNull(input.getOptions().getServiceTier()))
            .origin(Origin.of(Origin.GRPC, members(input.getExtraJson())))
            .build();
    return new TranslatedCall(
        call,
        providerOptions(input.getProviderOptionsJsonMap()),
        messages.unsupported(),
        preferences(input.getRoute(), input.getOptions()));
  }

  static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /**
   * The members of an object, as they are written.
   *
   * @param json an object, or empty
   */
  static Extra members(String json) {
    return json.isEmpty()
        ? Extra.NONE
        : Extra.of(json.substring(json.indexOf('{') + 1, json.lastIndexOf('}')).strip());
  }

  /** The members for each provider's body alone, by adapter id. */
  static Map<String, Extra> providerOptions(Map<String, String> json) {
    if (json.isEmpty()) {
      return Map.of();
    }
    var options = new HashMap<String, Extra>();
    json.forEach((id, object) -> options.put(id, members(object)));
    return options;
  }

  static Preferences preferences(RoutePreferences route, RequestOptions options) {
    return new Preferences(
        new HashSet<>(route.getOnlyProvidersList()),
        new HashSet<>(route.getExcludeProvidersList()),
        new HashSet<>(route.getAllowedRegionsList()),
        FailoverTranslation.wishes(route),
        options.getUnsupportedParams() == UnsupportedParams.UNSUPPORTED_PARAMS_DROP);
  }

  private static Sampling sampling(SamplingParams said) {
    return Sampling.builder()
        .temperature(said.hasTemperature() ? said.getTemperature() : null)
        .topP(said.hasTopP() ? said.getTopP() : null)
        .topK(said.hasTopK() ? said.getTopK() : null)
        .minP(said.hasMinP() ? said.getMinP() : null)
        .frequencyPenalty(said.hasFrequencyPenalty() ? said.getFrequencyPenalty() : null)
        .presencePenalty(said.hasPresencePenalty() ? said.getPresencePenalty() : null)
        .repetitionPenalty(said.hasRepetitionPenalty() ? said.getRepetitionPenalty() : null)
        .seed(said.hasSeed() ? said.getSeed() : null)
        .stop(said.getStopList())
        .maxOutput(said.hasMaxOutputTokens() ? said.getMaxOutputTokens() : null)
        .choices(said.hasChoices() ? said.getChoices() : null)
        .logitBias(said.getLogitBiasMap())
        .topLogprobs(said.hasTopLogprobs() ? said.getTopLogprobs() : null)
        .build();
  }

  private static Thinking thinking(ReasoningParams said) {
    return new Thinking(
        emptyToNull(said.getEffort()),
        said.hasBudgetTokens() ? said.getBudgetTokens() : null,
        said.hasInclude() ? said.getInclude() : null);
  }

  private static Output output(OutputParams said) {
    return new Output(
        said.getModalitiesList(),
        emptyToNull(said.getVerbosity()),
        emptyToNull(said.getAudioVoice()),
        emptyToNull(said.getAudioMimeType()));
  }
}
