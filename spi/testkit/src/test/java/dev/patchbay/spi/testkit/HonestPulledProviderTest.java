package dev.patchbay.spi.testkit;

import dev.patchbay.spi.ProviderFactory;

/** An honest provider of pulled answers passes. */
final class HonestPulledProviderTest extends ProviderContract {
  @Override
  protected ProviderFactory factory() {
    return new LineProvider.Factory(config -> new PulledProvider());
  }
}
