package dev.patchbay.plugin.together;

import dev.patchbay.plugin.testkit.HostContract;

/** The contract, with every recording of together's chat completions. */
final class TogetherContractTest extends HostContract {
  TogetherContractTest() {
    super("together", new TogetherFactory());
  }
}
