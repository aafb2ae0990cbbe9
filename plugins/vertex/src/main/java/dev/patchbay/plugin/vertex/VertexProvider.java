package dev.patchbay.plugin.vertex;

import dev.patchbay.plugin.toolkit.anthropic.Betas;
import dev.patchbay.plugin.toolkit.anthropic.Claude;
import dev.patchbay.plugin.toolkit.anthropic.MessagesRequest;
import dev.patchbay.plugin.toolkit.anthropic.Variant;
import dev.patchbay.plugin.toolkit.gemini.EmbedDecoder;
import dev.patchbay.plugin.toolkit.gemini.EmbedRequest;
import dev.patchbay.plugin.toolkit.gemini.ErrorReader;
import dev.patchbay.plugin.toolkit.gemini.GeminiHost;
import dev.patchbay.plugin.toolkit.gemini.GenerateDecoder;
import dev.patchbay.plugin.toolkit.gemini.GenerateRequest;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.plugin.toolkit.openai.ChatDecoder;
import dev.patchbay.plugin.toolkit.openai.ChatRequest;
import dev.patchbay.plugin.toolkit.openai.Dialect;
import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Provider;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One project and location of Vertex AI. */
final class VertexProvider implements Provider {
  private static final GeminiHost GEMINI = new GeminiHost(VertexFactory.NAME, true);
  private static final Variant CLAUDE = Variant.vertex(VertexFactory.NAME);
  private static final Dialect COMPLETIONS =
      new Dialect(
          VertexFactory.NAME, false, Terminator.FINISH, LimitField.BY_MODEL, null, Prefill.NONE);
  static final ModelTable MODELS = ModelTable.beside(VertexFactory.class);

  private final List<URI> origins;
  private final Paths paths;
  private final @Nullable Api api;
  private final Betas betas;
  private final Access access;
  private final InstantSource time;

  /**
   * @param api null: the one that the model's name tells
   * @param betas sent with messages to Claude alone. A caller's own are not: the service refuses
   *     those that it does not have yet
   */
  VertexProvider(
      URI origin, Paths paths, @Nullable Api api, Betas betas, Access access, InstantSource time) {
    this.origins = List.of(origin);
    this.paths = paths;
    this.api = api;
    this.betas = betas;
    this.access = access;
    this.time = time;
  }

  @Override
  public List<URI> origins() {
    return origins;
  }

  @Override
  public Capabilities capabilities(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1);
    Capabilities exact = MODELS.of(model);
    Capabilities known = exact == Capabilities.UNKNOWN ? MODELS.of(name) : exact;
    return api(model) == Api.ANTHROPIC ? Claude.capabilities(name, known) : known;
  }

  private Api api(String model) {
    return api == null ? Api.of(model) : api;
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    return switch (api(call.model())) {
      case GEMINI -> gemini(call);
      case ANTHROPIC -> claude(call);
      case OPENAI -> completions(call);
    };
  }

  private Answer<ChatEvent> gemini(ChatCall call) {
    GenerateRequest request = GenerateRequest.of(call, GEMINI);
    String method = call.stream() ? "streamGenerateContent?alt=sse" : "generateContent";
    String target = paths.google(call.model(), method);
    return access
        .<ChatEvent>exchange(
            new Access.Request(target, call.stream(), List.of(), request.body()),
            token -> new GenerateDecoder(GEMINI, new ErrorReader(time, token)))
        .dropped(request.dropped());
  }

  private Answer<ChatEvent> claude(ChatCall call) {
    MessagesRequest request = MessagesRequest.of(call, CLAUDE, capabilities(call.model()));
    List<String> dropped = new ArrayList<>(request.dropped());
    dropped.addAll(betas.dropped(call.origin()));
    String target =
        paths.anthropic(call.model(), call.stream() ? "streamRawPredict" : "rawPredict");
    return access
        .<ChatEvent>exchange(
            new Access.Request(target, call.stream(), betas.header(), request.body()),
            token -> new ClaudeDecoder(CLAUDE.provider(), time, token))
        .dropped(dropped)
        .framed(Origin.ANTHROPIC_MESSAGES);
  }

  private Answer<ChatEvent> completions(ChatCall call) {
    ChatRequest request = ChatRequest.of(call, COMPLETIONS);
    return access
        .<ChatEvent>exchange(
            new Access.Request(paths.completions(), call.stream(), List.of(), request.body()),
            token ->
                new ChatDecoder(
                    COMPLETIONS, new dev.patchbay.plugin.toolkit.openai.ErrorReader(time, token)))
        .dropped(request.dropped())
        .framed(Origin.OPENAI_CHAT);
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    EmbedRequest request = EmbedRequest.of(call, GEMINI);
    String target = paths.google(call.model(), request.method());
    return access
        .<EmbedEvent>exchange(
            new Access.Request(target, false, List.of(), request.body()),
            token -> new EmbedDecoder(call.inputs().size(), new ErrorReader(time, token)))
        .dropped(request.dropped());
  }
}
