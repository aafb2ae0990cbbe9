package dev.patchbay.plugin.testkit;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.TestContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An endpoint with a key to ask what it would send.
 *
 * @param provider the endpoint's
 */
public record HostProbe(Provider provider) {
  public static HostProbe of(ProviderFactory factory, Map<String, Object> settings) {
    EndpointConfig config =
        new EndpointConfig("probe", null, Secret.of("sk-probe"), null, Settings.of(settings));
    return new HostProbe(factory.create(config, new TestContext(Instant.EPOCH)));
  }

  /** A call that says {@code Hi}. */
  public static ChatCall.Builder call(String model) {
    return ChatCall.builder(model, List.of(Message.of(Message.USER, "Hi")));
  }

  private Exchange<?> exchange(ChatCall.Builder call) {
    return (Exchange<?>) provider.chat(call.build());
  }

  public Outbound request(ChatCall.Builder call) {
    return exchange(call).request();
  }

  public JsonNode sent(ChatCall.Builder call) {
    return Requests.json(exchange(call));
  }

  public List<String> dropped(ChatCall.Builder call) {
    return exchange(call).dropped();
  }

  /** Whether the service's own frames are handed on. */
  public boolean isFramed(ChatCall.Builder call) {
    return exchange(call).dialect() != null;
  }

  /** The body of a call for the vector of {@code a}. */
  public JsonNode embedding(String model, int dimensions) {
    EmbedCall call =
        EmbedCall.builder(model, List.of(new EmbedInput.Text("a"))).dimensions(dimensions).build();
    return Requests.json(provider.embed(call));
  }
}
