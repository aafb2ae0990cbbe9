package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Sampling;
import org.jspecify.annotations.Nullable;

/** Writes how to choose tokens, and reports what the service, or this model, does not have. */
final class SamplingWriter {
  private static final double HIGHEST = 1;

  /** The lowest {@code top_p} beside thinking: Anthropic's page "Extended thinking". */
  private static final double LEAST_TOP_P = 0.95;

  private final RequestBody body;
  private final JsonWriter json;
  private final OwnMembers own;
  private final Claude claude;

  SamplingWriter(RequestBody body, OwnMembers own, Claude claude) {
    this.body = body;
    this.json = body.json;
    this.own = own;
    this.claude = claude;
  }

  /**
   * @param thinking whether the model is told to think, which leaves little to choose
   */
  void write(Sampling sampling, boolean thinking) {
    boolean free = claude.takesSampling() && !thinking;
    boolean warm = temperature(sampling.temperature(), free);
    topP(sampling.topP(), thinking, warm);
    if (sampling.topK() != null && own.lack("top_k")) {
      if (free) {
        json.name("top_k").number(sampling.topK());
      } else {
        body.drop("sampling.top_k");
      }
    }
    if (!sampling.stop().isEmpty() && own.lack("stop_sequences")) {
      json.name("stop_sequences").beginArray();
      sampling.stop().forEach(json::string);
      json.endArray();
    }
    missing(sampling);
  }

  /** Whether it is written, or was by the caller. 1 is what is meant anyway. */
  private boolean temperature(@Nullable Double value, boolean free) {
    if (!own.lack("temperature")) {
      return true;
    }
    if (value == null || (!free && value == HIGHEST)) {
      return false;
    }
    if (!free) {
      body.drop("sampling.temperature");
      return false;
    }
    boolean hot = value > HIGHEST;
    body.dropIf(hot, "sampling.temperature");
    body.number("temperature", hot ? Double.valueOf(HIGHEST) : value, "sampling.temperature");
    return true;
  }

  private void topP(@Nullable Double value, boolean thinking, boolean warm) {
    if (value == null || !own.lack("top_p")) {
      return;
    }
    boolean refused =
        !claude.takesSampling()
            || (thinking && value < LEAST_TOP_P)
            || (warm && !claude.takesTemperatureWithTopP());
    if (refused) {
      body.drop("sampling.top_p");
    } else {
      body.number("top_p", value, "sampling.top_p");
    }
  }

  private void missing(Sampling sampling) {
    body.dropIf(sampling.minP() != null, "sampling.min_p");
    body.dropIf(sampling.frequencyPenalty() != null, "sampling.frequency_penalty");
    body.dropIf(sampling.presencePenalty() != null, "sampling.presence_penalty");
    body.dropIf(sampling.repetitionPenalty() != null, "sampling.repetition_penalty");
    body.dropIf(sampling.seed() != null, "sampling.seed");
    body.dropIf(sampling.choices() != null && sampling.choices() > 1, "sampling.choices");
    body.dropIf(!sampling.logitBias().isEmpty(), "sampling.logit_bias");
    body.dropIf(sampling.topLogprobs() != null, "sampling.top_logprobs");
  }
}
