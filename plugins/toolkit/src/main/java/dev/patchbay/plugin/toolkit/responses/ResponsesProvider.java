package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.plugin.toolkit.openai.HostEndpoint;
import dev.patchbay.plugin.toolkit.openai.HostProvider;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import java.net.URI;
import java.util.List;

/** One endpoint at a host that is spoken to in Responses, and in OpenAI's embeddings. */
public final class ResponsesProvider implements Provider {
  private final HostEndpoint endpoint;
  private final ResponsesDialect dialect;
  private final HostProvider host;

  public ResponsesProvider(HostEndpoint endpoint, ResponsesDialect dialect) {
    this.endpoint = endpoint;
    this.dialect = dialect;
    this.host = new HostProvider(endpoint);
  }

  @Override
  public List<URI> origins() {
    return host.origins();
  }

  /** The model's own: Responses have no way to go on from a begun answer. */
  @Override
  public Capabilities capabilities(String model) {
    return endpoint.models().of(model);
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    ResponsesRequest request = ResponsesRequest.of(call, dialect);
    Outbound outbound = endpoint.at().post("/responses", call.stream(), request.body());
    Exchange<ChatEvent> exchange =
        Exchange.of(outbound, new ResponsesDecoder(endpoint.errors())).dropped(request.dropped());
    return request.framable() ? exchange.framed(Origin.OPENAI_RESPONSES) : exchange;
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    return host.embed(call);
  }
}
