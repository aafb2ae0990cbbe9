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
 * @param drops whether what can't be honoured may be left out, where the caller says so and not the
 *     server's configuration
 * @param window bytes that the caller takes before it has read them, about, on a connection of its
 *     own; 0: as many as come
 */
record Question(
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
    boolean drops,
    int window) {

  /** A question for a model, with nothing else said. */
  static Builder to(String model) {
    return new Builder(model);
  }

  /** Gathers what is said. */
  static final class Builder {
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
    private boolean drops;
    private int window;

    private Builder(String model) {
      this.model = model;
    }

    Builder text(String value) {
      text = value;
      return this;
    }

    Builder within(Duration value) {
      timeLimit = value;
      return this;
    }

    Builder key(@Nullable String value) {
      key = value;
      return this;
    }

    Builder requestId(String value) {
      requestId = value;
      return this;
    }

    Builder only(String... providers) {
      only = List.of(providers);
      return this;
    }

    Builder excluding(String... providers) {
      excluded = List.of(providers);
      return this;
    }

    Builder in(String... names) {
      regions = List.of(names);
      return this;
    }

    Builder tools(String... names) {
      tools = List.of(names);
      return this;
    }

    Builder stop(String word) {
      stop = List.of(word);
      return this;
    }

    Builder json() {
      json = true;
      return this;
    }

    Builder drops(boolean value) {
      drops = value;
      return this;
    }

    Builder window(int bytes) {
      window = bytes;
      return this;
    }

    Question build(boolean streamed) {
      return new Question(
          model, text, streamed, timeLimit, key, requestId, only, excluded, regions, tools, stop,
          json, drops, window);
    }
  }
}
