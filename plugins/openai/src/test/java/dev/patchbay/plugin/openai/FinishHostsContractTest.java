package dev.patchbay.plugin.openai;

import dev.patchbay.spi.testkit.RecordedCase;
import java.util.List;

/** Hosts that end a stream with a finish reason and the end of the body. */
final class FinishHostsContractTest extends HostContract {
  FinishHostsContractTest() {
    super("finish");
  }

  @Override
  protected List<RecordedCase> cases() {
    return recordings(false).toList();
  }
}
