package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.toolkit.openai.ChatDecoder;
import dev.patchbay.plugin.toolkit.openai.ChatRequest;
import dev.patchbay.plugin.toolkit.openai.Dialect;
import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.plugin.toolkit.openai.Quirks;
import dev.patchbay.plugin.toolkit.openai.ThinkingTag;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions, at the runtime or at Mantle. */
final class ChatCompletionsApi implements ChatApi {
  private static final Quirks QUIRKS =
      Quirks.builder().lacks("top_k", "min_p", "repetition_penalty").build();

  private static final Dialect PLAIN = dialect(null);

  /** The runtime gives the thinking of OpenAI's open models in the text. */
  private static final Dialect TAGGED = dialect(new ThinkingTag("reasoning", false));

  private final OpenAiPaths paths;

  ChatCompletionsApi(OpenAiPaths paths) {
    this.paths = paths;
  }

  private static Dialect dialect(@Nullable ThinkingTag tag) {
    return new Dialect(
        BedrockFactory.NAME,
        false,
        Terminator.FINISH,
        LimitField.BY_MODEL,
        null,
        Prefill.NONE,
        QUIRKS,
        tag);
  }

  /**
   * Frames would still have the tags in their text, so that an answer is either split or framed.
   */
  @Override
  public Exchange<ChatEvent> chat(ChatCall call, Endpoint endpoint) {
    boolean tagged = paths == OpenAiPaths.RUNTIME && OpenAiPaths.isOpenWeights(call.model());
    Dialect dialect = tagged ? TAGGED : PLAIN;
    ChatRequest request = ChatRequest.of(call, dialect);
    Exchange<ChatEvent> exchange =
        endpoint
            .<ChatEvent>exchange(
                paths.prefix(call.model()) + "/chat/completions",
                call.stream() ? Endpoint.SSE : Endpoint.JSON,
                request.body(),
                (time, secret) -> new ChatDecoder(dialect, new ErrorReader(time, secret)))
            .dropped(request.dropped());
    return tagged ? exchange : exchange.framed(Origin.OPENAI_CHAT);
  }
}
