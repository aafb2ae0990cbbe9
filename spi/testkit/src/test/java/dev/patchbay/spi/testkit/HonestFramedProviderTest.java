package dev.patchbay.spi.testkit;

/** An honest provider of framed answers passes. */
final class HonestFramedProviderTest extends ChunkContract {
  HonestFramedProviderTest() {
    super(ChunkProvider.Chunks::new);
  }
}
