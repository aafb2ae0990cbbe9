package dev.patchbay.plugin.localembed;

import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.testkit.ProviderContract;

final class LocalEmbedContractTest extends ProviderContract {
  @Override
  protected ProviderFactory factory() {
    return new LocalEmbedPlugin().providers().getFirst();
  }

  @Override
  protected boolean chats() {
    return false;
  }

  @Override
  protected EmbedCall embedCall() {
    return Loaded.call("The first text.", "Another one, which is somewhat longer.").build();
  }
}
