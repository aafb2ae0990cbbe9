package dev.patchbay.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to choose tokens. Null: unsaid, and never sent. Doubles, so that 0.7 stays 0.7.
 *
 * @param maxOutput most tokens of the answer, thinking included
 * @param choices how many answers to the one prompt
 * @param logitBias token id (as text) to bias
 * @param topLogprobs how many log probabilities to give for each token; 0: only the chosen token's
 */
public record Sampling(
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer topK,
    @Nullable Double minP,
    @Nullable Double frequencyPenalty,
    @Nullable Double presencePenalty,
    @Nullable Double repetitionPenalty,
    @Nullable Long seed,
    List<String> stop,
    @Nullable Integer maxOutput,
    @Nullable Integer choices,
    Map<String, Double> logitBias,
    @Nullable Integer topLogprobs) {
  /** Nothing said. */
  public static final Sampling NONE = builder().build();

  public Sampling {
    stop = List.copyOf(stop);
    logitBias = Map.copyOf(logitBias);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Gathers what is said. */
  public static final class Builder {
    private @Nullable Double temperature;
    private @Nullable Double topP;
    private @Nullable Integer topK;
    private @Nullable Double minP;
    private @Nullable Double frequencyPenalty;
    private @Nullable Double presencePenalty;
    private @Nullable Double repetitionPenalty;
    private @Nullable Long seed;
    private List<String> stop = List.of();
    private @Nullable Integer maxOutput;
    private @Nullable Integer choices;
    private Map<String, Double> logitBias = Map.of();
    private @Nullable Integer topLogprobs;

    private Builder() {}

    public Builder temperature(@Nullable Double value) {
      temperature = value;
      return this;
    }

    public Builder topP(@Nullable Double value) {
      topP = value;
      return this;
    }

    public Builder topK(@Nullable Integer value) {
      topK = value;
      return this;
    }

    public Builder minP(@Nullable Double value) {
      minP = value;
      return this;
    }

    public Builder frequencyPenalty(@Nullable Double value) {
      frequencyPenalty = value;
      return this;
    }

    public Builder presencePenalty(@Nullable Double value) {
      presencePenalty = value;
      return this;
    }

    public Builder repetitionPenalty(@Nullable Double value) {
      repetitionPenalty = value;
      return this;
    }

    public Builder seed(@Nullable Long value) {
      seed = value;
      return this;
    }

    public Builder stop(List<String> value) {
      stop = value;
      return this;
    }

    public Builder maxOutput(@Nullable Integer value) {
      maxOutput = value;
      return this;
    }

    public Builder choices(@Nullable Integer value) {
      choices = value;
      return this;
    }

    public Builder logitBias(Map<String, Double> value) {
      logitBias = value;
      return this;
    }

    public Builder topLogprobs(@Nullable Integer value) {
      topLogprobs = value;
      return this;
    }

    public Sampling build() {
      return new Sampling(
          temperature,
          topP,
          topK,
          minP,
          frequencyPenalty,
          presencePenalty,
          repetitionPenalty,
          seed,
          stop,
          maxOutput,
          choices,
          logitBias,
          topLogprobs);
    }
  }
}
