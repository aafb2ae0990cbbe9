package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.bedrock.aws.ServiceErrors;
import dev.patchbay.plugin.bedrock.embed.EmbedBody;
import dev.patchbay.plugin.bedrock.embed.EmbedDecoder;
import dev.patchbay.plugin.toolkit.anthropic.Claude;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import java.net.URI;
import java.util.List;

/** One endpoint of Bedrock. */
final class BedrockProvider implements Provider {
  private final Endpoint endpoint;
  private final OpenAiPaths paths;
  private final ChatApi api;
  private final BedrockModels models;

  BedrockProvider(Endpoint endpoint, OpenAiPaths paths, ChatApi api, BedrockModels models) {
    this.endpoint = endpoint;
    this.paths = paths;
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

  /** By InvokeModel, whichever API the chats take. */
  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    if (paths == OpenAiPaths.MANTLE) {
      throw new ProviderException(
          ErrorKind.UNSUPPORTED, "Mantle has no embeddings: use an endpoint of the runtime");
    }
    EmbedBody request = EmbedBody.of(call);
    return endpoint
        .<EmbedEvent>exchange(
            Endpoint.model(call.model()) + "/invoke",
            Endpoint.JSON,
            request.body(),
            (time, secret) ->
                new EmbedDecoder(call.inputs().size(), new ServiceErrors(time, secret)))
        .dropped(request.dropped());
  }
}
