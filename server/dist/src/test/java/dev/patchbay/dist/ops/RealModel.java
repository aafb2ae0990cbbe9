package dev.patchbay.dist.ops;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The small model that the demo fetches once. */
final class RealModel {
  private RealModel() {}

  /** Tests that need it fail if it can't be fetched; they are left out only if asked so. */
  static void assumeWanted() {
    assumeTrue(
        System.getenv("PATCHBAY_OFFLINE") == null,
        "PATCHBAY_OFFLINE is set: tests with the real model are skipped");
  }
}
