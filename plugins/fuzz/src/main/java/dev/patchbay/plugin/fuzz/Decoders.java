package dev.patchbay.plugin.fuzz;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ProviderPlugin;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.TestContext;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** Every decoder of every provider on the class path: of each of its APIs, for chat and vectors. */
final class Decoders {
  private static final List<String> MODELS =
      List.of("plain", "gemini-x", "claude-x", "anthropic.claude-x", "cohere.command-x", "a/b");

  /** One kind of decoder. */
  record Kind(String provider, Supplier<Decoder<?>> decoders) {}

  private Decoders() {}

  static List<Kind> all() {
    List<Kind> all = new ArrayList<>();
    for (ProviderPlugin plugin : ServiceLoader.load(ProviderPlugin.class)) {
      for (ProviderFactory factory : plugin.providers()) {
        List<Map<String, Object>> ways = ways(factory);
        addKinds(all, factory, ways.get(0), MODELS);
        ways.stream().skip(1).forEach(way -> addKinds(all, factory, way, MODELS.subList(0, 1)));
      }
    }
    return List.copyOf(all);
  }

  /** The required settings first; then with them each choice of each setting. */
  private static List<Map<String, Object>> ways(ProviderFactory factory) {
    Map<String, Object> required = new HashMap<>();
    for (Setting setting : factory.settings()) {
      if (setting.isRequired()) {
        required.put(setting.key(), setting.choices().isEmpty() ? "x" : setting.choices().get(0));
      }
    }
    List<Map<String, Object>> ways = new ArrayList<>(List.of(required));
    for (Setting setting : factory.settings()) {
      for (String choice : setting.choices()) {
        Map<String, Object> way = new HashMap<>(required);
        way.put(setting.key(), choice);
        ways.add(way);
      }
    }
    return ways;
  }

  private static void addKinds(
      List<Kind> all, ProviderFactory factory, Map<String, Object> settings, List<String> models) {
    Provider provider;
    try {
      provider = provider(factory, settings);
    } catch (RuntimeException refused) {
      return; // a choice that needs another setting beside it
    }
    for (String model : models) {
      ChatCall call = call(model);
      add(all, factory.name(), () -> ((Exchange<?>) provider.chat(call)).decoder());
    }
    EmbedCall call =
        EmbedCall.builder(
                "plain", List.of(new EmbedInput.Text("Hello"), new EmbedInput.Text("World")))
            .build();
    add(all, factory.name(), () -> ((Exchange<?>) provider.embed(call)).decoder());
  }

  private static void add(List<Kind> all, String provider, Supplier<Decoder<?>> decoders) {
    try {
      var _ = decoders.get();
    } catch (ProviderException lacking) {
      return;
    }
    all.add(new Kind(provider, decoders));
  }

  private static Provider provider(ProviderFactory factory, Map<String, Object> settings) {
    URI url = URI.create("http://127.0.0.1");
    EndpointConfig config =
        new EndpointConfig(
            "fuzzed", url, Secret.of("0123456789"), "eu-west-1", Settings.of(settings));
    return factory.create(config, new TestContext(Instant.parse("2026-11-24T12:00:00Z")));
  }

  private static ChatCall call(String model) {
    return ChatCall.builder(model, List.of(Message.of(Message.USER, "Hello"))).stream(true).build();
  }
}
