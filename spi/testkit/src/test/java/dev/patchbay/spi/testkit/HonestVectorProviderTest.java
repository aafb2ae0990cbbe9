package dev.patchbay.spi.testkit;

/** An honest provider of embeddings passes. */
final class HonestVectorProviderTest extends VectorContract {
  HonestVectorProviderTest() {
    super(VectorProvider::new);
  }
}
