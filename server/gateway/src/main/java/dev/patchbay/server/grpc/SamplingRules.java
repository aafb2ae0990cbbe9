package dev.patchbay.server.grpc;

import dev.patchbay.v1.OutputParams;
import dev.patchbay.v1.ReasoningParams;
import dev.patchbay.v1.SamplingParams;
import java.util.Map;

/** The bounds of how tokens are picked, how much is thought and what comes out. */
final class SamplingRules {
  private SamplingRules() {}

  static void check(Violations at, SamplingParams sampling) {
    shares(at, sampling);
    penalties(at, sampling);
    counts(at, sampling);
    Bounds.entriesAtMost(at, "stop", sampling.getStopCount(), 16);
    Bounds.eachNotEmpty(at, "stop", sampling.getStopList());
    if (sampling.getLogitBiasCount() > 0) {
      biases(at, sampling.getLogitBiasMap());
    }
  }

  static void check(Violations at, ReasoningParams reasoning) {
    if (reasoning.hasBudgetTokens()) {
      Bounds.atLeast(at, "budget_tokens", reasoning.getBudgetTokens(), 0);
    }
  }

  static void check(Violations at, OutputParams output) {
    Bounds.eachNotEmpty(at, "modalities", output.getModalitiesList());
  }

  private static void shares(Violations at, SamplingParams sampling) {
    if (sampling.hasTemperature()) {
      Bounds.range(at, "temperature", sampling.getTemperature(), 0, 2);
    }
    if (sampling.hasTopP()) {
      Bounds.rangeAbove(at, "top_p", sampling.getTopP(), 0, 1);
    }
    if (sampling.hasMinP()) {
      Bounds.range(at, "min_p", sampling.getMinP(), 0, 1);
    }
  }

  private static void penalties(Violations at, SamplingParams sampling) {
    if (sampling.hasFrequencyPenalty()) {
      Bounds.range(at, "frequency_penalty", sampling.getFrequencyPenalty(), -2, 2);
    }
    if (sampling.hasPresencePenalty()) {
      Bounds.range(at, "presence_penalty", sampling.getPresencePenalty(), -2, 2);
    }
    if (sampling.hasRepetitionPenalty()) {
      Bounds.rangeAbove(at, "repetition_penalty", sampling.getRepetitionPenalty(), 0, 2);
    }
  }

  private static void counts(Violations at, SamplingParams sampling) {
    if (sampling.hasTopK()) {
      Bounds.atLeast(at, "top_k", sampling.getTopK(), 1);
    }
    if (sampling.hasMaxOutputTokens()) {
      Bounds.atLeast(at, "max_output_tokens", sampling.getMaxOutputTokens(), 1);
    }
    if (sampling.hasChoices()) {
      Bounds.wholeRange(at, "choices", sampling.getChoices(), 1, 128);
    }
    if (sampling.hasTopLogprobs()) {
      Bounds.wholeRange(at, "top_logprobs", sampling.getTopLogprobs(), 0, 20);
    }
  }

  private static void biases(Violations at, Map<String, Double> biases) {
    for (Map.Entry<String, Double> bias : biases.entrySet()) {
      double value = bias.getValue();
      if (!(value >= -100 && value <= 100)) {
        Bounds.range(at, Bounds.entry("logit_bias", bias.getKey()), value, -100, 100);
      }
    }
  }
}
