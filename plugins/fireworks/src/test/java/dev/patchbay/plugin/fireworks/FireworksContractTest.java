package dev.patchbay.plugin.fireworks;

import dev.patchbay.plugin.testkit.HostContract;

/** The contract, with every recording of fireworks's chat completions. */
final class FireworksContractTest extends HostContract {
  FireworksContractTest() {
    super("fireworks", new FireworksFactory());
  }
}
