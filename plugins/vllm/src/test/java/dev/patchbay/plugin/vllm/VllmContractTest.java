package dev.patchbay.plugin.vllm;

import dev.patchbay.plugin.testkit.HostContract;

/** The contract, with every recording of vllm's chat completions. */
final class VllmContractTest extends HostContract {
  VllmContractTest() {
    super("vllm", new VllmFactory());
  }
}
