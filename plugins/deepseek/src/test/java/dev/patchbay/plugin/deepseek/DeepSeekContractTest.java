package dev.patchbay.plugin.deepseek;

import dev.patchbay.plugin.testkit.HostContract;
import dev.patchbay.spi.ErrorKind;
import java.util.Map;

/** The contract, with every recording of deepseek's chat completions. */
final class DeepSeekContractTest extends HostContract {
  DeepSeekContractTest() {
    super("deepseek", new DeepSeekFactory());
  }

  @Override
  protected Map<String, ErrorKind> failures() {
    return Map.of("err-400-context-length", ErrorKind.CONTEXT_LENGTH, "err-401", ErrorKind.AUTH);
  }
}
