package dev.patchbay.plugin.mistral;

import dev.patchbay.plugin.toolkit.openai.EmbedForm;
import dev.patchbay.plugin.toolkit.openai.Host;
import dev.patchbay.plugin.toolkit.openai.HostFactory;
import dev.patchbay.plugin.toolkit.openai.Quirks;
import java.util.Map;
import java.util.Set;

/** Makes providers named {@code mistral}. */
public final class MistralFactory extends HostFactory {
  private static final Host HOST =
      Host.named("mistral", "https://api.mistral.ai/v1")
          .embeddings(
              new EmbedForm(
                  Map.of("dimensions", "output_dimension"),
                  Set.of("encoding_format", "user"),
                  false))
          .quirks(
              Quirks.builder()
                  .rename("seed", "random_seed")
                  .lacks("top_k", "min_p", "repetition_penalty", "logit_bias")
                  .lacks("logprobs", "top_logprobs", "verbosity", "modalities", "audio")
                  .lacks("user", "safety_identifier", "service_tier", "store")
                  .noStreamOptions()
                  .noAuthors()
                  .requiredWord("any")
                  .callIdLength(9)
                  .thinkingParts()
                  .mistralMedia())
          .build();

  public MistralFactory() {
    super(HOST);
  }
}
