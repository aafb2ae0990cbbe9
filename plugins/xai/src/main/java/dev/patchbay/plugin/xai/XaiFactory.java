package dev.patchbay.plugin.xai;

import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Host;
import dev.patchbay.plugin.toolkit.openai.Quirks;
import dev.patchbay.plugin.toolkit.openai.Quirks.MediaKind;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect.Thoughts;
import dev.patchbay.plugin.toolkit.responses.ResponsesHostFactory;

/** Makes providers named {@code xai}. */
public final class XaiFactory extends ResponsesHostFactory {
  /** Models that think, all but the first ones. */
  private static final String THINKING = "^grok-(3-mini|4|code|build)(?!.*non-reasoning)";

  private static final Host HOST =
      Host.named("xai", "https://api.x.ai/v1")
          .limit(LimitField.MAX_COMPLETION_TOKENS)
          .reasoningFields("reasoning_content")
          .quirks(
              Quirks.builder()
                  .developer()
                  .lacks("top_k", "min_p", "repetition_penalty", "logit_bias")
                  .lacks("verbosity", "modalities", "audio", "store")
                  .refusedBy(THINKING, "stop", "presence_penalty", "frequency_penalty")
                  .refusedBy("^grok-4(-|$)", "reasoning_effort")
                  .media(MediaKind.IMAGE))
          .build();

  public XaiFactory() {
    super(HOST, new ResponsesDialect("xai", false, "user", true, Thoughts.SEALED));
  }
}
