package dev.patchbay.plugin.deepseek;

import dev.patchbay.plugin.testkit.ResponsesContract;

/** DeepSeek's Responses: thinking is plain text. */
final class DeepSeekResponsesContractTest extends ResponsesContract {
  DeepSeekResponsesContractTest() {
    super("deepseek", new DeepSeekFactory(), false);
  }
}
