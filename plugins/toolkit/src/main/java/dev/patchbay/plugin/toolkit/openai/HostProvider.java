package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import java.net.URI;
import java.util.List;

/** One endpoint at a host that speaks OpenAI's chat completions with differences. */
public final class HostProvider implements Provider {
  private final HostEndpoint endpoint;
  private final Dialect dialect;
  private final List<URI> origins;

  public HostProvider(HostEndpoint endpoint) {
    this.endpoint = endpoint;
    this.dialect = endpoint.dialect();
    this.origins = List.of(endpoint.at().origin());
  }

  @Override
  public List<URI> origins() {
    return origins;
  }

  @Override
  public Capabilities capabilities(String model) {
    Capabilities known = endpoint.models().of(model);
    boolean goesOn = dialect.prefill() != Prefill.NONE && !known.has(Capabilities.EMBEDDINGS);
    return goesOn ? known.with(Capabilities.ASSISTANT_PREFILL) : known;
  }

  /** Frames would still have tags in their text, so that an answer is either split or framed. */
  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    ChatRequest request = ChatRequest.of(call, dialect);
    Outbound outbound = endpoint.at().post("/chat/completions", call.stream(), request.body());
    Exchange<ChatEvent> exchange =
        Exchange.of(outbound, new ChatDecoder(dialect, endpoint.errors()))
            .dropped(request.dropped());
    return dialect.thinkingTag() == null ? exchange.framed(Origin.OPENAI_CHAT) : exchange;
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    EmbedForm form = endpoint.embeddings();
    if (form == null) {
      throw new ProviderException(ErrorKind.UNSUPPORTED, "this provider has no embeddings");
    }
    EmbedRequest request = EmbedRequest.of(call, dialect, form);
    Outbound outbound = endpoint.at().post("/embeddings", false, request.body());
    EmbedDecoder decoder = new EmbedDecoder(call.inputs().size(), endpoint.errors());
    Exchange<EmbedEvent> exchange = Exchange.of(outbound, decoder).dropped(request.dropped());
    return request.callersOwn() ? exchange.framed(Origin.OPENAI_EMBEDDINGS) : exchange;
  }
}
