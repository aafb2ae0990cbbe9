package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.plugin.toolkit.openai.Host;
import dev.patchbay.plugin.toolkit.openai.HostFactory;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.Setting;
import java.util.ArrayList;
import java.util.List;

/** A {@link HostFactory} for a host that has Responses beside chat completions. */
public abstract class ResponsesHostFactory extends HostFactory {
  private static final Setting API =
      Setting.choice(
              "api",
              List.of("chat", "responses"),
              "Which of the host's APIs chats use: chat completions or Responses.")
          .defaultsTo("chat");

  private final ResponsesDialect responses;

  protected ResponsesHostFactory(Host host, ResponsesDialect responses) {
    super(host);
    this.responses = responses;
  }

  @Override
  public List<Setting> settings() {
    List<Setting> all = new ArrayList<>(List.of(API));
    all.addAll(super.settings());
    return List.copyOf(all);
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    boolean asked = config.settings().string(API.key()).orElse("chat").equals("responses");
    return asked
        ? new ResponsesProvider(endpoint(config, context), responses)
        : super.create(config, context);
  }
}
