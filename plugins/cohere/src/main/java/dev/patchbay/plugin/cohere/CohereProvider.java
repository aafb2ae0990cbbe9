package dev.patchbay.plugin.cohere;

import dev.patchbay.plugin.toolkit.http.BaseUrl;
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
import dev.patchbay.spi.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One endpoint of Cohere's API v2. */
final class CohereProvider implements Provider {
  private final BaseUrl url;
  private final ModelTable models;
  private final String inputType;
  private final @Nullable Secret key;
  private final InstantSource time;
  private final List<String> streamHeaders;
  private final List<String> wholeHeaders;

  CohereProvider(
      BaseUrl url,
      List<String> headers,
      ModelTable models,
      String inputType,
      @Nullable Secret key,
      InstantSource time) {
    this.url = url;
    this.models = models;
    this.inputType = inputType;
    this.key = key;
    this.time = time;
    this.streamHeaders = accepting("text/event-stream", headers);
    this.wholeHeaders = accepting("application/json", headers);
  }

  private static List<String> accepting(String type, List<String> headers) {
    List<String> all = new ArrayList<>(List.of("accept", type));
    all.addAll(headers);
    return List.copyOf(all);
  }

  @Override
  public List<URI> origins() {
    return List.of(url.origin());
  }

  @Override
  public Capabilities capabilities(String model) {
    return models.of(model);
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    ChatBody body = ChatBody.of(call);
    List<String> headers = call.stream() ? streamHeaders : wholeHeaders;
    Outbound outbound = Outbound.post(url.path() + "/v2/chat", headers, body.body());
    return Exchange.of(outbound, new ChatDecoder(new ErrorReader(time, key)))
        .dropped(body.dropped());
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    EmbedBody body = EmbedBody.of(call, inputType);
    Outbound outbound = Outbound.post(url.path() + "/v2/embed", wholeHeaders, body.body());
    EmbedDecoder decoder = new EmbedDecoder(call.inputs().size(), new ErrorReader(time, key));
    return Exchange.of(outbound, decoder).dropped(body.dropped());
  }

  @Override
  public Answer<RerankEvent> rerank(RerankCall call) {
    RerankBody body = RerankBody.of(call);
    Outbound outbound = Outbound.post(url.path() + "/v2/rerank", wholeHeaders, body.body());
    RerankDecoder decoder = new RerankDecoder(call.documents().size(), new ErrorReader(time, key));
    return Exchange.of(outbound, decoder).dropped(body.dropped());
  }
}
