package dev.patchbay.plugin.openai;

import dev.patchbay.spi.testkit.RecordedCase;
import java.util.List;

/** Hosts that end a stream with [DONE]. */
final class DoneHostsContractTest extends HostContract {
  DoneHostsContractTest() {
    super("done");
  }

  @Override
  protected List<RecordedCase> cases() {
    return recordings(true).toList();
  }
}
