package dev.patchbay.dist.both;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, in terms that every door has.
 *
 * @param timeLimit null: none
 * @param key of the gateway; null: none is shown
 * @param requestId null: the server makes one up
 * @param only providers; empty: all
 * @param excluded providers
 * @param regions empty: any or none
 * @param tools names of functions that are offered
 * @param stop where to stop: what provider {@code sim} can't honour
 * @param json whether the answer shall be a JSON object: nor this
 * @param schema whether the answer shall be JSON of a schema
 * @param drops whether what can't be honoured may be left out, where the caller says so and not the
 *     server's configuration
 * @param window bytes that the caller takes before it has read them, about, on a connection of its
 *     own; 0: as many as come
 */
public record Question(
    String model,
    String text,
    boolean streamed,
    @Nullable Duration timeLimit,
    @Nullable String key,
    @Nullable String requestId,
    List<String> only,
    List<String> excluded,
    List<String> regions,
    List<String> tools,
    List<String> stop,
    boolean json,
    boolean schema,
    boolean drops,
    int window,
    FailingOver failingOver) {

  /** How far a caller lets an answer go on after a failure. */
  public enum AfterOutput {
    NEVER,
    /** Only gRPC has it: a caller that can be told to drop what it has. */
    RESTART,
    CONTINUE
  }

  /**
   * What may become of the call when a target fails.
   *
   * @param elsewhere whether another target may be asked; only gRPC's callers can say no
   * @param fallbackEnabled whether the configured fallback models may; null: not said
   * @param fallbacks models that may be asked in their place
   * @param afterOutput null: not said
   * @param hold in the configuration's words; null: not said
   */
  public record FailingOver(
      boolean elsewhere,
      @Nullable Boolean fallbackEnabled,
      List<String> fallbacks,
      @Nullable AfterOutput afterOutput,
      @Nullable String hold) {}

  /** A question for a model, with nothing else said. */
  public static Builder to(String model) {
    return new Builder(model);
  }

  /** Gathers what is said. */
  public static final class Builder {
    private final String model;
    private String text = "How are you?";
    private @Nullable Duration timeLimit;
    private @Nullable String key;
    private @Nullable String requestId;
    private List<String> only = List.of();
    private List<String> excluded = List.of();
    private List<String> regions = List.of();
    private List<String> tools = List.of();
    private List<String> stop = List.of();
    private boolean json;
    private boolean schema;
    private boolean drops;
    private int window;
    private boolean elsewhere = true;
    private @Nullable Boolean fallbackEnabled;
    private List<String> fallbacks = List.of();
    private @Nullable AfterOutput afterOutput;
    private @Nullable String hold;

    private Builder(String model) {
      this.model = model;
    }

    public Builder text(String value) {
      text = value;
      return this;
    }

    public Builder within(Duration value) {
      timeLimit = value;
      return this;
    }

    public Builder key(@Nullable String value) {
      key = value;
      return this;
    }

    public Builder requestId(String value) {
      requestId = value;
      return this;
    }

    public Builder only(String... providers) {
      only = List.of(providers);
      return this;
    }

    public Builder excluding(String... providers) {
      excluded = List.of(providers);
      return this;
    }

    public Builder in(String... names) {
      regions = List.of(names);
      return this;
    }

    public Builder tools(String... names) {
      tools = List.of(names);
      return this;
    }

    public Builder stop(String word) {
      stop = List.of(word);
      return this;
    }

    public Builder json() {
      json = true;
      return this;
    }

    public Builder schema() {
      schema = true;
      return this;
    }

    /** No other target. */
    public Builder stays() {
      elsewhere = false;
      return this;
    }

    public Builder fallback(boolean enabled) {
      fallbackEnabled = enabled;
      return this;
    }

    public Builder fallbacks(String... models) {
      fallbacks = List.of(models);
      return this;
    }

    public Builder afterOutput(@Nullable AfterOutput value) {
      afterOutput = value;
      return this;
    }

    public Builder hold(String amount) {
      hold = amount;
      return this;
    }

    public Builder drops(boolean value) {
      drops = value;
      return this;
    }

    public Builder window(int bytes) {
      window = bytes;
      return this;
    }

    Question build(boolean streamed) {
      return new Question(
          model,
          text,
          streamed,
          timeLimit,
          key,
          requestId,
          only,
          excluded,
          regions,
          tools,
          stop,
          json,
          schema,
          drops,
          window,
          new FailingOver(elsewhere, fallbackEnabled, fallbacks, afterOutput, hold));
    }
  }
}
