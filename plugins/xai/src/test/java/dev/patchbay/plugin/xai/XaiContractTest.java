package dev.patchbay.plugin.xai;

import dev.patchbay.plugin.testkit.HostContract;
import java.util.List;

/** The contract, with every recording of xai's chat completions. */
final class XaiContractTest extends HostContract {
  XaiContractTest() {
    super("xai", new XaiFactory());
  }

  @Override
  protected List<Difference> differences() {
    return List.of(
        Difference.renamed(
            "the host's newer name of the limit", "max_tokens", "max_completion_tokens"));
  }
}
