package dev.patchbay.plugin.gemini;

import dev.patchbay.plugin.toolkit.gemini.EmbedDecoder;
import dev.patchbay.plugin.toolkit.gemini.EmbedRequest;
import dev.patchbay.plugin.toolkit.gemini.ErrorReader;
import dev.patchbay.plugin.toolkit.gemini.GeminiHost;
import dev.patchbay.plugin.toolkit.gemini.GenerateDecoder;
import dev.patchbay.plugin.toolkit.gemini.GenerateRequest;
import dev.patchbay.plugin.toolkit.gemini.ModelPath;
import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One endpoint of the Gemini API. */
final class GeminiProvider implements Provider {
  private static final GeminiHost HOST = new GeminiHost(GeminiFactory.NAME, false);

  private final List<URI> origins;
  private final String prefix;
  private final @Nullable Secret key;
  private final ModelTable models;
  private final InstantSource time;
  private final List<String> streamHeaders;
  private final List<String> wholeHeaders;

  GeminiProvider(
      BaseUrl url,
      List<String> headers,
      @Nullable Secret key,
      ModelTable models,
      InstantSource time) {
    this.origins = List.of(url.origin());
    this.prefix = url.path() + "/v1beta/";
    this.key = key;
    this.models = models;
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
    return models.of(model.startsWith("models/") ? model.substring(7) : model);
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    GenerateRequest request = GenerateRequest.of(call, HOST);
    String method = call.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent";
    String target = prefix + ModelPath.resource(call.model()) + method;
    List<String> headers = call.stream() ? streamHeaders : wholeHeaders;
    return Exchange.of(
            Outbound.post(target, headers, request.body()), new GenerateDecoder(HOST, errors()))
        .dropped(request.dropped());
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    EmbedRequest request = EmbedRequest.of(call, HOST);
    String target = prefix + ModelPath.resource(call.model()) + ":" + request.method();
    return Exchange.of(
            Outbound.post(target, wholeHeaders, request.body()),
            new EmbedDecoder(call.inputs().size(), errors()))
        .dropped(request.dropped());
  }

  private ErrorReader errors() {
    return new ErrorReader(time, key);
  }

  private static List<String> accepting(String type, List<String> headers) {
    List<String> all = new ArrayList<>(List.of("accept", type));
    all.addAll(headers);
    return List.copyOf(all);
  }
}
