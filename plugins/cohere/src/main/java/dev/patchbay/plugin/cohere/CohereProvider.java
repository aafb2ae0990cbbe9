package dev.patchbay.plugin.cohere;

import dev.patchbay.plugin.toolkit.http.JsonEndpoint;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.RerankCall;
import dev.patchbay.spi.RerankEvent;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/**
 * One endpoint of Cohere's API v2.
 *
 * @param inputType what vectors are for, if a call does not tell
 */
record CohereProvider(
    JsonEndpoint endpoint, ModelTable models, String inputType, InstantSource time)
    implements Provider {
  @Override
  public List<URI> origins() {
    return List.of(endpoint.origin());
  }

  @Override
  public Capabilities capabilities(String model) {
    return models.of(model);
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    ChatBody body = ChatBody.of(call);
    Outbound outbound = endpoint.post("/v2/chat", call.stream(), body.body());
    return Exchange.of(outbound, new ChatDecoder(errors())).dropped(body.dropped());
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    EmbedBody body = EmbedBody.of(call, inputType);
    Outbound outbound = endpoint.post("/v2/embed", false, body.body());
    EmbedDecoder decoder = new EmbedDecoder(call.inputs().size(), errors());
    return Exchange.of(outbound, decoder).dropped(body.dropped());
  }

  @Override
  public Answer<RerankEvent> rerank(RerankCall call) {
    RerankBody body = RerankBody.of(call);
    Outbound outbound = endpoint.post("/v2/rerank", false, body.body());
    RerankDecoder decoder = new RerankDecoder(call.documents().size(), errors());
    return Exchange.of(outbound, decoder).dropped(body.dropped());
  }

  private ErrorReader errors() {
    return new ErrorReader(time, endpoint.key());
  }
}
