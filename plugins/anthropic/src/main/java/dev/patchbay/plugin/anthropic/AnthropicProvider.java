package dev.patchbay.plugin.anthropic;

import dev.patchbay.plugin.toolkit.anthropic.Betas;
import dev.patchbay.plugin.toolkit.anthropic.Claude;
import dev.patchbay.plugin.toolkit.anthropic.ErrorReader;
import dev.patchbay.plugin.toolkit.anthropic.MessagesDecoder;
import dev.patchbay.plugin.toolkit.anthropic.MessagesRequest;
import dev.patchbay.plugin.toolkit.anthropic.Variant;
import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
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

/** One endpoint that speaks Anthropic's Messages. */
final class AnthropicProvider implements Provider {
  private static final Variant VARIANT = Variant.anthropic(AnthropicFactory.NAME);
  static final ModelTable MODELS = ModelTable.beside(AnthropicFactory.class);

  private final List<URI> origins;
  private final String target;
  private final @Nullable Secret key;
  private final InstantSource time;
  private final Betas betas;
  private final List<String> streamHeaders;
  private final List<String> wholeHeaders;

  AnthropicProvider(
      BaseUrl url, List<String> headers, Betas betas, @Nullable Secret key, InstantSource time) {
    this.origins = List.of(url.origin());
    this.target = url.path() + "/v1/messages";
    this.key = key;
    this.time = time;
    this.betas = betas;
    this.streamHeaders = accepting("text/event-stream", headers);
    this.wholeHeaders = accepting("application/json", headers);
  }

  @Override
  public List<URI> origins() {
    return origins;
  }

  @Override
  public Capabilities capabilities(String model) {
    return Claude.capabilities(model, MODELS.of(model));
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    MessagesRequest request = MessagesRequest.of(call, VARIANT, MODELS.of(call.model()));
    List<String> headers = withBetas(call.stream() ? streamHeaders : wholeHeaders, call.origin());
    MessagesDecoder decoder = new MessagesDecoder(VARIANT.provider(), new ErrorReader(time, key));
    return Exchange.of(Outbound.post(target, headers, request.body()), decoder)
        .dropped(request.dropped())
        .framed(Origin.ANTHROPIC_MESSAGES);
  }

  private List<String> withBetas(List<String> headers, Origin origin) {
    List<String> header = betas.header(origin);
    if (header.isEmpty()) {
      return headers;
    }
    List<String> more = new ArrayList<>(headers);
    more.addAll(header);
    return more;
  }

  private static List<String> accepting(String type, List<String> headers) {
    List<String> all = new ArrayList<>(List.of("accept", type));
    all.addAll(headers);
    return List.copyOf(all);
  }
}
