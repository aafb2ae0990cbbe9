package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.List;
import java.util.Map;

/** The contract with one of the APIs that speak another maker's dialect. */
abstract class ApiContract extends ProviderContract {
  private final Map<String, Object> settings;
  private final String model;
  private final String folder;
  private final String path;

  /**
   * @param path a part of the paths of the folder's cases that are meant
   */
  ApiContract(Map<String, Object> settings, String model, String folder, String path) {
    this.settings = settings;
    this.model = model;
    this.folder = folder;
    this.path = path;
  }

  @Override
  protected ProviderFactory factory() {
    return new BedrockFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    Settings set = Settings.of(settings);
    return new EndpointConfig("contract", null, Secret.of(KEY), "us-east-1", set);
  }

  @Override
  protected ChatCall call() {
    return ChatCall.builder(model, List.of(Message.of(Message.USER, "Hello"))).stream(true).build();
  }

  @Override
  protected List<RecordedCase> cases() {
    return Recordings.of(folder, path).stream()
        .map(recorded -> recorded.ending(Ending.COMPLETED))
        .toList();
  }
}
