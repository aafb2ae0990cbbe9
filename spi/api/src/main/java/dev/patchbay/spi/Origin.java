package dev.patchbay.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a call came from.
 *
 * @param dialect one of the constants here, or a word that a later version knows
 * @param extra top-level members that the model has no component for. In the dialect of another
 *     door they are that dialect's; in {@link #GRPC} the caller meant them for whatever body is
 *     sent
 * @param body what the caller sent, if the call still says exactly that, save its model and whether
 *     it streams. A provider of the same dialect may send these bytes on instead of writing the
 *     call anew, so that nothing is lost; null: it must be written anew
 * @param features names of features that the caller has asked for beside the body, such as those in
 *     Anthropic's header {@code anthropic-beta}; words of the dialect, each of visible ASCII
 *     without a comma. They mean nothing to services that don't speak it
 */
public record Origin(String dialect, Extra extra, @Nullable RawBody body, List<String> features) {
  /** Our gRPC API. */
  public static final String GRPC = "patchbay.v1";

  /** OpenAI's chat completions. */
  public static final String OPENAI_CHAT = "openai.chat";

  /** OpenAI's embeddings. */
  public static final String OPENAI_EMBEDDINGS = "openai.embeddings";

  /** The body that Cohere's v2, Jina and others take at {@code /rerank}. */
  public static final String RERANK = "rerank";

  /** OpenAI's Responses. */
  public static final String OPENAI_RESPONSES = "openai.responses";

  /** Anthropic's Messages. */
  public static final String ANTHROPIC_MESSAGES = "anthropic.messages";

  public Origin {
    features = List.copyOf(features);
  }

  public Origin(String dialect, Extra extra, @Nullable RawBody body) {
    this(dialect, extra, body, List.of());
  }

  public static Origin of(String dialect, Extra extra) {
    return new Origin(dialect, extra, null);
  }

  public Origin withFeatures(List<String> names) {
    return new Origin(dialect, extra, body, names);
  }

  /** The same of a call that no longer says what the caller's bytes say. */
  public Origin rewritten() {
    return new Origin(dialect, extra, null, features);
  }
}
