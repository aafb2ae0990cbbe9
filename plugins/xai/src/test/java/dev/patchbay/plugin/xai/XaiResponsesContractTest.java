package dev.patchbay.plugin.xai;

import dev.patchbay.plugin.testkit.ResponsesContract;

/** xAI's Responses: thinking comes sealed. */
final class XaiResponsesContractTest extends ResponsesContract {
  XaiResponsesContractTest() {
    super("xai", new XaiFactory(), true);
  }
}
