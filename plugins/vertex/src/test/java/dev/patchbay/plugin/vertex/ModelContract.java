package dev.patchbay.plugin.vertex;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.testkit.ProviderContract;
import java.util.List;
import java.util.Map;

/** The contract for one of the three ways to ask a model. */
abstract class ModelContract extends ProviderContract {
  private final String model;

  ModelContract(String model) {
    this.model = model;
  }

  @Override
  protected ProviderFactory factory() {
    return new VertexFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    return Wire.endpoint(null, KEY, "us-central1", Map.of());
  }

  @Override
  protected ChatCall call() {
    return ChatCall.builder(model, List.of(Message.of(Message.USER, "Hello"))).stream(true).build();
  }
}
