package dev.patchbay.plugin.localembed;

import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.TestContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The real model, made and asked as a server does it. */
final class Loaded {
  private Loaded() {}

  static Provider create(ProviderFactory factory, Map<String, Object> settings) {
    return factory.create(
        new EndpointConfig("here", null, null, null, Settings.of(settings)),
        new TestContext(Instant.EPOCH));
  }

  static Provider provider(Map<String, Object> settings) throws Exception {
    Provider provider = create(new LocalEmbedPlugin().providers().getFirst(), settings);
    provider.warmUp();
    return provider;
  }

  static EmbedCall.Builder call(String... texts) {
    List<EmbedInput> inputs =
        Stream.of(texts).map(text -> (EmbedInput) new EmbedInput.Text(text)).toList();
    return EmbedCall.builder("any-name", inputs);
  }

  static Pulled.Source<EmbedEvent> open(Provider provider, EmbedCall call) {
    return ((Pulled<EmbedEvent>) provider.embed(call)).source();
  }

  static List<EmbedEvent> all(Provider provider, EmbedCall call) throws Exception {
    List<EmbedEvent> events = new ArrayList<>();
    try (Pulled.Source<EmbedEvent> source = open(provider, call)) {
      for (EmbedEvent event = source.next(); event != null; event = source.next()) {
        events.add(event);
      }
    }
    return events;
  }

  static float[] vector(Provider provider, String text) throws Exception {
    return values(all(provider, call(text).build()).get(1));
  }

  static float[] values(EmbedEvent event) {
    EmbedEvent.Vector vector = (EmbedEvent.Vector) event;
    float[] values = new float[vector.values().remaining()];
    vector.values().duplicate().get(values);
    return values;
  }

  static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }
}
