package dev.patchbay.spi.testkit;

/** An honest provider passes. */
final class HonestProviderTest extends LineContract {
  HonestProviderTest() {
    super(LineProvider::new);
  }
}
