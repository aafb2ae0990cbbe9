package dev.patchbay.spi;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a model at an endpoint can do. Data, not code: the router compares it with what a call
 * needs. Immutable.
 *
 * <p>Features are an open set of words; the server knows the constants below and lists all.
 */
public final class Capabilities {
  /** Calls functions. */
  public static final String TOOLS = "tools";

  /** Calls several functions in one turn. */
  public static final String PARALLEL_TOOLS = "parallel_tools";

  /** Keeps its answer to a JSON schema. */
  public static final String JSON_SCHEMA = "json_schema";

  /** Thinks before it answers. */
  public static final String REASONING = "reasoning";

  /** Takes pictures. */
  public static final String IMAGE_INPUT = "image_input";

  /** Goes on from a last message of the assistant's. */
  public static final String ASSISTANT_PREFILL = "assistant_prefill";

  /** Sends token by token. */
  public static final String STREAMING = "streaming";

  /** Makes embeddings. */
  public static final String EMBEDDINGS = "embeddings";

  /** Ranks documents by how well they answer a query. */
  public static final String RERANK = "rerank";

  /** Gives log probabilities. */
  public static final String LOGPROBS = "logprobs";

  /**
   * Nothing is known: no features, no limits. Routing treats an unknown feature as possible, an
   * unknown limit as none.
   */
  public static final Capabilities UNKNOWN =
      new Capabilities(false, Set.of(), Set.of(), OptionalLong.empty(), OptionalLong.empty());

  private final boolean known;
  private final Set<String> features;
  private final Set<String> lacking;
  private final OptionalLong contextWindow;
  private final OptionalLong maxOutput;

  /**
   * @param lacking what is surely not there, though the features are not known as a whole
   */
  private Capabilities(
      boolean known,
      Set<String> features,
      Set<String> lacking,
      OptionalLong contextWindow,
      OptionalLong maxOutput) {
    this.known = known;
    this.features = features;
    this.lacking = lacking;
    this.contextWindow = contextWindow;
    this.maxOutput = maxOutput;
  }

  /** A model whose features are these and no others. */
  public static Capabilities of(Set<String> features) {
    OptionalLong none = OptionalLong.empty();
    return new Capabilities(true, Set.copyOf(features), Set.of(), none, none);
  }

  /**
   * The same with a feature that is sure. {@link #isKnown} stays as it is, so that a single feature
   * can be told of a model of which nothing else is known.
   */
  public Capabilities with(String feature) {
    return new Capabilities(
        known, plus(features, feature), minus(lacking, feature), contextWindow, maxOutput);
  }

  /** The same without a feature, which is surely absent. {@link #isKnown} stays as it is. */
  public Capabilities without(String feature) {
    return new Capabilities(
        known, minus(features, feature), plus(lacking, feature), contextWindow, maxOutput);
  }

  private static Set<String> plus(Set<String> words, String word) {
    Set<String> more = new HashSet<>(words);
    more.add(word);
    return Set.copyOf(more);
  }

  private static Set<String> minus(Set<String> words, String word) {
    Set<String> fewer = new HashSet<>(words);
    fewer.remove(word);
    return Set.copyOf(fewer);
  }

  /** The same with a context window, in tokens of prompt and answer together; at least 1. */
  public Capabilities contextWindow(long tokens) {
    return new Capabilities(known, features, lacking, OptionalLong.of(tokens), maxOutput);
  }

  /** The same with a limit of answer tokens; at least 1. */
  public Capabilities maxOutput(long tokens) {
    return new Capabilities(known, features, lacking, contextWindow, OptionalLong.of(tokens));
  }

  /**
   * Whether the set of features is complete; false: an absent feature may be there all the same.
   */
  public boolean isKnown() {
    return known;
  }

  public Set<String> features() {
    return features;
  }

  public boolean has(String feature) {
    return features.contains(feature);
  }

  /** Whether a feature is surely absent, and not just unknown. */
  public boolean lacks(String feature) {
    return known ? !features.contains(feature) : lacking.contains(feature);
  }

  public OptionalLong contextWindow() {
    return contextWindow;
  }

  public OptionalLong maxOutput() {
    return maxOutput;
  }
}
