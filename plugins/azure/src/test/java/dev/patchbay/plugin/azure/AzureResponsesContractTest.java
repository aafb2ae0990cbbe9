package dev.patchbay.plugin.azure;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.ResponsesJoiner;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.List;
import java.util.Map;

/** The contract of Responses; the very events are checked where the dialect is. */
final class AzureResponsesContractTest extends ProviderContract {
  @Override
  protected ProviderFactory factory() {
    return new AzureFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    return Wire.endpoint(KEY, Map.of("api", "responses"));
  }

  @Override
  protected List<RecordedCase> cases() {
    return Recordings.of("azure-responses").stream()
        .map(found -> found.ending(Ending.COMPLETED))
        .toList();
  }

  @Override
  protected List<Twins> twins() {
    return Recordings.of("azure-responses").stream()
        .map(stream -> new Twins(stream, ResponsesJoiner.whole(stream)))
        .toList();
  }
}
