package dev.patchbay.plugin.anthropic;

import dev.patchbay.plugin.toolkit.anthropic.Betas;
import dev.patchbay.plugin.toolkit.anthropic.Claude;
import dev.patchbay.plugin.toolkit.anthropic.ErrorReader;
import dev.patchbay.plugin.toolkit.anthropic.MessagesDecoder;
import dev.patchbay.plugin.toolkit.anthropic.MessagesRequest;
import dev.patchbay.plugin.toolkit.anthropic.Variant;
import dev.patchbay.plugin.toolkit.http.JsonEndpoint;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** One endpoint that speaks Anthropic's Messages. */
final class AnthropicProvider implements Provider {
  private static final Variant VARIANT = Variant.anthropic(AnthropicFactory.NAME);
  static final ModelTable MODELS = ModelTable.beside(AnthropicFactory.class);

  private final JsonEndpoint endpoint;
  private final Betas betas;
  private final InstantSource time;

  AnthropicProvider(JsonEndpoint endpoint, Betas betas, InstantSource time) {
    this.endpoint = endpoint;
    this.betas = betas;
    this.time = time;
  }

  @Override
  public List<URI> origins() {
    return List.of(endpoint.origin());
  }

  @Override
  public Capabilities capabilities(String model) {
    return Claude.capabilities(model, MODELS.of(model));
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    MessagesRequest request = MessagesRequest.of(call, VARIANT, MODELS.of(call.model()));
    Outbound outbound =
        endpoint.post("/v1/messages", call.stream(), betas.header(call.origin()), request.body());
    ErrorReader errors = new ErrorReader(time, endpoint.key());
    return Exchange.of(outbound, new MessagesDecoder(VARIANT.provider(), errors))
        .dropped(request.dropped())
        .framed(Origin.ANTHROPIC_MESSAGES);
  }
}
