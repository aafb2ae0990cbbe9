package dev.patchbay.plugin.openrouter;

import dev.patchbay.plugin.toolkit.openai.EmbedForm;
import dev.patchbay.plugin.toolkit.openai.Host;
import dev.patchbay.plugin.toolkit.openai.HostFactory;
import dev.patchbay.plugin.toolkit.openai.Quirks;
import dev.patchbay.plugin.toolkit.openai.Quirks.ThinkingForm;

/** Makes providers named {@code openrouter}. */
public final class OpenRouterFactory extends HostFactory {
  private static final Host HOST =
      Host.named("openrouter", "https://openrouter.ai/api/v1")
          .reasoningFields("reasoning")
          .header("referer", "http-referer", "URL of the application, for OpenRouter's rankings.")
          .header("title", "x-title", "Name of the application, for OpenRouter's rankings.")
          .embeddings(EmbedForm.OPENAI)
          .quirks(
              Quirks.builder()
                  .developer()
                  .thinking(ThinkingForm.REASONING)
                  .signedThinking("reasoning_details")
                  .cacheControl()
                  .lacks("store"))
          .build();

  public OpenRouterFactory() {
    super(HOST);
  }
}
