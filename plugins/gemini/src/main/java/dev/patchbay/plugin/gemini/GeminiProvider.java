package dev.patchbay.plugin.gemini;

import dev.patchbay.plugin.toolkit.gemini.EmbedDecoder;
import dev.patchbay.plugin.toolkit.gemini.EmbedRequest;
import dev.patchbay.plugin.toolkit.gemini.ErrorReader;
import dev.patchbay.plugin.toolkit.gemini.GeminiHost;
import dev.patchbay.plugin.toolkit.gemini.GenerateDecoder;
import dev.patchbay.plugin.toolkit.gemini.GenerateRequest;
import dev.patchbay.plugin.toolkit.gemini.ModelPath;
import dev.patchbay.plugin.toolkit.http.JsonEndpoint;
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
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** One endpoint of the Gemini API. */
final class GeminiProvider implements Provider {
  private static final GeminiHost HOST = new GeminiHost(GeminiFactory.NAME, false);

  private final JsonEndpoint endpoint;
  private final ModelTable models;
  private final InstantSource time;

  GeminiProvider(JsonEndpoint endpoint, ModelTable models, InstantSource time) {
    this.endpoint = endpoint;
    this.models = models;
    this.time = time;
  }

  @Override
  public List<URI> origins() {
    return List.of(endpoint.origin());
  }

  @Override
  public Capabilities capabilities(String model) {
    return models.of(model.startsWith("models/") ? model.substring(7) : model);
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    GenerateRequest request = GenerateRequest.of(call, HOST);
    String method = call.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent";
    Outbound outbound = endpoint.post(path(call.model()) + method, call.stream(), request.body());
    return Exchange.of(outbound, new GenerateDecoder(HOST, errors())).dropped(request.dropped());
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    EmbedRequest request = EmbedRequest.of(call, HOST);
    String path = path(call.model()) + ":" + request.method();
    Outbound outbound = endpoint.post(path, false, request.body());
    return Exchange.of(outbound, new EmbedDecoder(call.inputs().size(), errors()))
        .dropped(request.dropped());
  }

  private static String path(String model) {
    return "/v1beta/" + ModelPath.resource(model);
  }

  private ErrorReader errors() {
    return new ErrorReader(time, endpoint.key());
  }
}
