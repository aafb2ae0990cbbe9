package dev.patchbay.plugin.fireworks;

import dev.patchbay.plugin.toolkit.openai.EmbedForm;
import dev.patchbay.plugin.toolkit.openai.Host;
import dev.patchbay.plugin.toolkit.openai.HostFactory;
import dev.patchbay.plugin.toolkit.openai.Quirks;
import dev.patchbay.plugin.toolkit.openai.Quirks.GrammarForm;
import java.util.Map;
import java.util.Set;

/** Makes providers named {@code fireworks}. */
public final class FireworksFactory extends HostFactory {
  private static final Host HOST =
      Host.named("fireworks", "https://api.fireworks.ai/inference/v1")
          .reasoningFields("reasoning_content")
          .thinkingTags()
          .embeddings(new EmbedForm(Map.of(), Set.of("encoding_format", "user"), false))
          .quirks(
              Quirks.builder()
                  .lacks("verbosity", "modalities", "audio", "store")
                  .grammar(GrammarForm.RESPONSE_FORMAT))
          .build();

  public FireworksFactory() {
    super(HOST);
  }
}
