package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.toolkit.anthropic.Claude;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Provider;
import java.net.URI;
import java.util.List;

/** One endpoint of Bedrock. */
final class BedrockProvider implements Provider {
  private final Endpoint endpoint;
  private final ChatApi api;
  private final BedrockModels models;

  BedrockProvider(Endpoint endpoint, ChatApi api, BedrockModels models) {
    this.endpoint = endpoint;
    this.api = api;
    this.models = models;
  }

  @Override
  public List<URI> origins() {
    return List.of(endpoint.url().origin());
  }

  @Override
  public Capabilities capabilities(String model) {
    return Claude.capabilities(model, models.of(model));
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    return api.chat(call, endpoint);
  }
}
