package dev.patchbay.plugin.openai;

import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.plugin.toolkit.openai.ChatDecoder;
import dev.patchbay.plugin.toolkit.openai.ChatRequest;
import dev.patchbay.plugin.toolkit.openai.Dialect;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
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
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One endpoint that speaks OpenAI's chat completions or Responses, and embeddings. */
final class OpenAiProvider implements Provider {
  static final ModelTable MODELS = ModelTable.beside(OpenAiProvider.class);

  private final List<URI> origins;
  private final String chatTarget;
  private final String responsesTarget;
  private final String embedTarget;
  private final Dialect dialect;

  /** How Responses are spoken; null: chat completions are. */
  private final @Nullable ResponsesDialect responses;

  private final @Nullable Secret key;
  private final InstantSource time;
  private final List<String> streamHeaders;
  private final List<String> wholeHeaders;

  OpenAiProvider(
      BaseUrl url,
      Dialect dialect,
      @Nullable ResponsesDialect responses,
      List<String> headers,
      @Nullable Secret key,
      InstantSource time) {
    this.origins = List.of(url.origin());
    this.chatTarget = url.path() + "/chat/completions";
    this.embedTarget = url.path() + "/embeddings";
    this.responsesTarget = url.path() + "/responses";
    this.dialect = dialect;
    this.responses = responses;
    this.key = key;
    this.time = time;
    this.streamHeaders = accepting("text/event-stream", headers);
    this.wholeHeaders = accepting("application/json", headers);
  }

  @Override
  public List<URI> origins() {
    return origins;
  }

  @Override
  public Capabilities capabilities(String model) {
    if (dialect.original()) {
      return MODELS.of(model);
    }
    return dialect.prefill() == Prefill.NONE
        ? Capabilities.UNKNOWN
        : Capabilities.UNKNOWN.with(Capabilities.ASSISTANT_PREFILL);
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    return responses == null ? completion(call) : response(call, responses);
  }

  private Answer<ChatEvent> completion(ChatCall call) {
    ChatRequest request = ChatRequest.of(call, dialect);
    List<String> headers = call.stream() ? streamHeaders : wholeHeaders;
    Outbound outbound = Outbound.post(chatTarget, headers, request.body());
    ChatDecoder decoder = new ChatDecoder(dialect, new ErrorReader(time, key));
    return Exchange.of(outbound, decoder).dropped(request.dropped()).framed(Origin.OPENAI_CHAT);
  }

  private Answer<ChatEvent> response(ChatCall call, ResponsesDialect spoken) {
    ResponsesRequest request = ResponsesRequest.of(call, spoken);
    List<String> headers = call.stream() ? streamHeaders : wholeHeaders;
    Outbound outbound = Outbound.post(responsesTarget, headers, request.body());
    ResponsesDecoder decoder = new ResponsesDecoder(new ErrorReader(time, key));
    Exchange<ChatEvent> exchange = Exchange.of(outbound, decoder).dropped(request.dropped());
    return request.framable() ? exchange.framed(Origin.OPENAI_RESPONSES) : exchange;
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    EmbedRequest request = EmbedRequest.of(call, dialect);
    Outbound outbound = Outbound.post(embedTarget, wholeHeaders, request.body());
    EmbedDecoder decoder = new EmbedDecoder(call.inputs().size(), new ErrorReader(time, key));
    Exchange<EmbedEvent> exchange = Exchange.of(outbound, decoder).dropped(request.dropped());
    return request.callersOwn() ? exchange.framed(Origin.OPENAI_EMBEDDINGS) : exchange;
  }

  private static List<String> accepting(String type, List<String> headers) {
    List<String> all = new ArrayList<>(List.of("accept", type));
    all.addAll(headers);
    return List.copyOf(all);
  }
}
