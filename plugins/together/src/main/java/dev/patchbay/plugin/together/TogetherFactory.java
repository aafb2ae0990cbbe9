package dev.patchbay.plugin.together;

import dev.patchbay.plugin.toolkit.openai.EmbedForm;
import dev.patchbay.plugin.toolkit.openai.Host;
import dev.patchbay.plugin.toolkit.openai.HostFactory;
import dev.patchbay.plugin.toolkit.openai.Quirks;
import java.util.Map;
import java.util.Set;

/** Makes providers named {@code together}. */
public final class TogetherFactory extends HostFactory {
  private static final Host HOST =
      Host.named("together", "https://api.together.xyz/v1")
          .reasoningFields("reasoning")
          .thinkingTags()
          .embeddings(
              new EmbedForm(Map.of(), Set.of("encoding_format", "dimensions", "user"), false))
          .quirks(
              Quirks.builder()
                  .lacks("verbosity", "modalities", "audio", "store", "service_tier", "user")
                  .lacks("safety_identifier", "parallel_tool_calls")
                  .countedLogprobs())
          .build();

  public TogetherFactory() {
    super(HOST);
  }
}
