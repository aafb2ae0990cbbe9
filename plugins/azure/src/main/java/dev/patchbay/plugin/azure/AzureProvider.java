package dev.patchbay.plugin.azure;

import dev.patchbay.plugin.toolkit.http.RefusalWatch;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.plugin.toolkit.openai.ChatDecoder;
import dev.patchbay.plugin.toolkit.openai.ChatRequest;
import dev.patchbay.plugin.toolkit.openai.Dialect;
import dev.patchbay.plugin.toolkit.openai.EmbedDecoder;
import dev.patchbay.plugin.toolkit.openai.EmbedRequest;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.plugin.toolkit.responses.ResponsesDecoder;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect;
import dev.patchbay.plugin.toolkit.responses.ResponsesRequest;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One resource on Azure. */
final class AzureProvider implements Provider {
  /** What a deployment can do that is named like its model. */
  static final ModelTable MODELS = ModelTable.beside(AzureProvider.class);

  private final List<URI> origins;
  private final Routes routes;
  private final Access access;
  private final Dialect dialect;

  /** How Responses are spoken; null: chat completions are. */
  private final @Nullable ResponsesDialect responses;

  private final InstantSource time;

  AzureProvider(
      URI origin,
      Routes routes,
      Access access,
      Dialect dialect,
      @Nullable ResponsesDialect responses,
      InstantSource time) {
    this.origins = List.of(origin);
    this.routes = routes;
    this.access = access;
    this.dialect = dialect;
    this.responses = responses;
    this.time = time;
  }

  @Override
  public List<URI> origins() {
    return origins;
  }

  @Override
  public Capabilities capabilities(String model) {
    return MODELS.of(model);
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    return responses == null ? completion(call) : response(call, responses);
  }

  private Answer<ChatEvent> completion(ChatCall call) {
    ChatRequest request = ChatRequest.of(call, dialect);
    String target = routes.chat(call.model());
    return exchange(
            target, call.stream(), request.body(), errors -> new ChatDecoder(dialect, errors))
        .dropped(request.dropped())
        .framed(Origin.OPENAI_CHAT);
  }

  private Answer<ChatEvent> response(ChatCall call, ResponsesDialect spoken) {
    ResponsesRequest request = ResponsesRequest.of(call, spoken);
    Exchange<ChatEvent> exchange =
        exchange(routes.responses(), call.stream(), request.body(), ResponsesDecoder::new)
            .dropped(request.dropped());
    return request.framable() ? exchange.framed(Origin.OPENAI_RESPONSES) : exchange;
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    EmbedRequest request = EmbedRequest.of(call, dialect);
    int count = call.inputs().size();
    Exchange<EmbedEvent> exchange =
        exchange(
                routes.embeddings(call.model()),
                false,
                request.body(),
                errors -> new EmbedDecoder(count, errors))
            .dropped(request.dropped());
    return request.callersOwn() ? exchange.framed(Origin.OPENAI_EMBEDDINGS) : exchange;
  }

  private <E> Exchange<E> exchange(
      String target,
      boolean stream,
      List<ByteBuffer> body,
      Function<ErrorReader, Decoder<E>> decoder) {
    Access.Pass pass = access.pass();
    List<String> headers = new ArrayList<>();
    headers.addAll(List.of("accept", stream ? "text/event-stream" : "application/json"));
    headers.addAll(List.of("content-type", "application/json"));
    headers.addAll(pass.header());
    if (routes.kind() == Routes.Kind.MODELS) {
      // Else Foundry refuses what it does not know instead of handing it to the model.
      headers.addAll(List.of("extra-parameters", "pass-through"));
    }
    ErrorReader errors = new ErrorReader(time, pass.secret());
    Decoder<E> watched = new RefusalWatch<>(decoder.apply(errors), pass.refused());
    return Exchange.of(Outbound.post(target, headers, body), watched);
  }
}
