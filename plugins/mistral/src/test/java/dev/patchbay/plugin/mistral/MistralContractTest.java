package dev.patchbay.plugin.mistral;

import dev.patchbay.plugin.testkit.HostContract;
import dev.patchbay.spi.ErrorKind;
import java.util.Map;

/** The contract, with every recording of mistral's chat completions. */
final class MistralContractTest extends HostContract {
  MistralContractTest() {
    super("mistral", new MistralFactory());
  }

  @Override
  protected Map<String, ErrorKind> failures() {
    return Map.of("err-401", ErrorKind.AUTH);
  }
}
