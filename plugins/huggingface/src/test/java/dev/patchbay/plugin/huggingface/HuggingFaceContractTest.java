package dev.patchbay.plugin.huggingface;

import dev.patchbay.plugin.testkit.HostContract;
import dev.patchbay.spi.ErrorKind;
import java.util.Map;

/** The contract, with every recording of huggingface's chat completions. */
final class HuggingFaceContractTest extends HostContract {
  HuggingFaceContractTest() {
    super("huggingface", new HuggingFaceFactory());
  }

  @Override
  protected Map<String, ErrorKind> failures() {
    return Map.of("err-422", ErrorKind.INVALID, "stream-err-validation", ErrorKind.CONTEXT_LENGTH);
  }
}
