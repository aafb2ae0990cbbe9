package dev.patchbay.plugin.openai;

import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.plugin.toolkit.openai.ChatDecoder;
import dev.patchbay.plugin.toolkit.openai.ChatRequest;
import dev.patchbay.plugin.toolkit.openai.Dialect;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
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

/** One endpoint that speaks OpenAI's chat completions. */
final class OpenAiProvider implements Provider {
  private final List<URI> origins;
  private final String target;
  private final Dialect dialect;
  private final @Nullable Secret key;
  private final InstantSource time;
  private final List<String> streamHeaders;
  private final List<String> wholeHeaders;

  OpenAiProvider(
      BaseUrl url,
      Dialect dialect,
      List<String> headers,
      @Nullable Secret key,
      InstantSource time) {
    this.origins = List.of(url.origin());
    this.target = url.path() + "/chat/completions";
    this.dialect = dialect;
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
    return dialect.original() ? OpenAiModels.capabilities(model) : Capabilities.UNKNOWN;
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    ChatRequest request = ChatRequest.of(call, dialect);
    List<String> headers = call.stream() ? streamHeaders : wholeHeaders;
    Outbound outbound = Outbound.post(target, headers, request.body());
    ChatDecoder decoder = new ChatDecoder(dialect, new ErrorReader(time, key));
    return Exchange.of(outbound, decoder).dropped(request.dropped()).framed(Origin.OPENAI_CHAT);
  }

  private static List<String> accepting(String type, List<String> headers) {
    List<String> all = new ArrayList<>(List.of("accept", type));
    all.addAll(headers);
    return List.copyOf(all);
  }
}
