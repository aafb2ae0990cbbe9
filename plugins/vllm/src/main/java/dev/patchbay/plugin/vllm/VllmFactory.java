package dev.patchbay.plugin.vllm;

import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.EmbedForm;
import dev.patchbay.plugin.toolkit.openai.Host;
import dev.patchbay.plugin.toolkit.openai.HostFactory;
import dev.patchbay.plugin.toolkit.openai.Quirks;
import dev.patchbay.plugin.toolkit.openai.Quirks.GrammarForm;
import java.util.Map;
import java.util.Set;

/** Makes providers named {@code vllm}. */
public final class VllmFactory extends HostFactory {
  private static final Host HOST =
      Host.named("vllm", "http://127.0.0.1:8000/v1")
          .reasoningFields("reasoning_content", "reasoning")
          .prefills(Prefill.VLLM)
          .thinkingTags()
          .embeddings(new EmbedForm(Map.of(), Set.of(), true))
          .quirks(
              Quirks.builder()
                  .lacks("verbosity", "modalities", "audio", "store", "service_tier")
                  .includeThinking("include_reasoning")
                  .grammar(GrammarForm.STRUCTURED_OUTPUTS))
          .build();

  public VllmFactory() {
    super(HOST);
  }
}
