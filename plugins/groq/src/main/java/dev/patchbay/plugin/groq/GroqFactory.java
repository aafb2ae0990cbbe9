package dev.patchbay.plugin.groq;

import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Host;
import dev.patchbay.plugin.toolkit.openai.HostFactory;
import dev.patchbay.plugin.toolkit.openai.Quirks;
import dev.patchbay.plugin.toolkit.openai.Quirks.MediaKind;

/** Makes providers named {@code groq}. */
public final class GroqFactory extends HostFactory {
  private static final Host HOST =
      Host.named("groq", "https://api.groq.com/openai/v1")
          .limit(LimitField.MAX_COMPLETION_TOKENS)
          .reasoningFields("reasoning")
          .thinkingTags()
          .quirks(
              Quirks.builder()
                  .lacks("top_k", "min_p", "repetition_penalty", "logit_bias", "n")
                  .lacks("logprobs", "top_logprobs", "verbosity", "modalities", "audio", "store")
                  .noAuthors()
                  .includeThinking("include_reasoning")
                  .media(MediaKind.IMAGE))
          .build();

  public GroqFactory() {
    super(HOST);
  }
}
