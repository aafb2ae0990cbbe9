package dev.patchbay.plugin.oci;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import java.util.List;
import java.util.Map;

/** The contract with the OpenAI-compatible base, which passes on what OpenAI's recordings show. */
final class OpenAiBaseContractTest extends ProviderContract {
  @Override
  protected ProviderFactory factory() {
    return new OciFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    return Oci.endpoint(KEY, Map.of("api", "chat"));
  }

  @Override
  protected ChatCall call() {
    return Oci.call("openai.gpt-4.1").stream(true).build();
  }

  @Override
  protected List<RecordedCase> cases() {
    return Recordings.of("openai-chat");
  }
}
