package dev.patchbay.plugin.huggingface;

import dev.patchbay.plugin.toolkit.openai.Host;
import dev.patchbay.plugin.toolkit.openai.HostFactory;
import dev.patchbay.plugin.toolkit.openai.Quirks;

/** Makes providers named {@code huggingface}. */
public final class HuggingFaceFactory extends HostFactory {
  private static final Host HOST =
      Host.named("huggingface", "https://router.huggingface.co/v1")
          .thinkingTags()
          .header("bill-to", "x-hf-bill-to", "Organization that the calls are billed to.")
          .quirks(Quirks.builder().lacks("verbosity", "modalities", "audio", "store"))
          .build();

  public HuggingFaceFactory() {
    super(HOST);
  }
}
