package dev.patchbay.plugin.oci;

import dev.patchbay.plugin.toolkit.http.JsonEndpoint;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One endpoint of Oracle's Generative AI service, in one region. */
final class OciProvider implements Provider {
  private static final String VERSION = "/20231130";

  /**
   * What the configuration says.
   *
   * @param compartment null: none, which only the OpenAI-compatible API does without
   * @param format null: by the model's name
   */
  record Config(
      JsonEndpoint endpoint,
      Api api,
      Access access,
      @Nullable String compartment,
      @Nullable ApiFormat format) {}

  private final Config config;
  private final List<URI> origins;
  private final InstantSource time;

  OciProvider(Config config, InstantSource time) {
    this.config = config;
    this.origins = List.of(config.endpoint().origin());
    this.time = time;
  }

  @Override
  public List<URI> origins() {
    return origins;
  }

  @Override
  public Capabilities capabilities(String model) {
    return OciFactory.MODELS.of(model);
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    return switch (config.api()) {
      case NATIVE -> nativeChat(call);
      case CHAT -> new OpenAiBase(config, time).chat(call);
      case RESPONSES -> new OpenAiBase(config, time).responses(call);
    };
  }

  private Exchange<ChatEvent> nativeChat(ChatCall call) {
    ApiFormat format = config.format() == null ? ApiFormat.of(call.model()) : config.format();
    ChatBody.Built built = ChatBody.of(call, format, envelope());
    Outbound request =
        config.endpoint().post(VERSION + "/actions/chat", call.stream(), built.body());
    return config
        .access()
        .exchange(request, new NativeDecoder(time, errors()))
        .dropped(built.dropped());
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    EmbedBody built = EmbedBody.of(call, envelope());
    Outbound request = config.endpoint().post(VERSION + "/actions/embedText", false, built.body());
    return config
        .access()
        .exchange(request, new EmbedDecoder(call.inputs().size(), errors()))
        .dropped(built.dropped());
  }

  private OciErrors errors() {
    return new OciErrors(time, config.endpoint().key());
  }

  private Envelope envelope() {
    String compartment = config.compartment();
    if (compartment == null) {
      throw new ProviderException(
          ErrorKind.UNSUPPORTED, "Oracle's own API needs settings.compartment, which is not set");
    }
    return new Envelope(compartment);
  }
}
