package dev.patchbay.server.catalog;

import dev.patchbay.server.catalog.Endpoint.Backing;
import dev.patchbay.server.catalog.Endpoint.Place;
import dev.patchbay.server.catalog.Endpoint.Status;
import dev.patchbay.server.catalog.Model.TimeLimits;
import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.failover.FailoverRules;
import dev.patchbay.server.failover.Hold;
import dev.patchbay.server.failover.Retries;
import dev.patchbay.server.health.EndpointHealth;
import dev.patchbay.spi.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Catalogs of endpoints whose providers are given, without configuration or plugins. */
public final class TestCatalog {
  public static final TimeLimits LIMITS =
      new TimeLimits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          false);

  /** Every target once. */
  public static final FailoverRules NO_REPEATS =
      new FailoverRules(
          List.of(),
          new Retries(0, Duration.ofMillis(1), Duration.ofMillis(1)),
          AfterOutput.NEVER,
          Hold.NONE,
          false,
          false);

  private FailoverRules rules = FailoverRules.DEFAULT;
  private TimeLimits limits = LIMITS;
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
  private final List<Target> targets = new ArrayList<>();

  /** An endpoint that can be called at once. */
  public TestCatalog endpoint(String name, String providerName, Provider provider) {
    return endpoint(name, providerName, provider, () -> {});
  }

  /**
   * An endpoint that can be called at once, of which the configuration says this.
   *
   * @param region null: nothing
   */
  public TestCatalog placed(String name, @Nullable String region, String... attestations) {
    return open(
        new Place(name, "fake", region, List.of(attestations)),
        new ScriptedProvider(List.of()),
        () -> {});
  }

  /** As the first; the last argument is run after its provider was closed. */
  public TestCatalog endpoint(
      String name, String providerName, Provider provider, Runnable released) {
    return open(new Place(name, providerName, "here", List.of()), provider, released);
  }

  private TestCatalog open(Place place, Provider provider, Runnable released) {
    var endpoint =
        new Endpoint(
            place, new Backing(provider, List.of(), false, released), new EndpointHealth());
    endpoint.warmed(Status.AVAILABLE);
    return add(endpoint);
  }

  /** An endpoint that can't be called. */
  public TestCatalog unavailable(String name, String providerName, String reason) {
    return add(new Endpoint(new Place(name, providerName, null, List.of()), reason));
  }

  private TestCatalog add(Endpoint endpoint) {
    endpoints.put(endpoint.name(), endpoint);
    String model = "m-at-" + endpoint.name();
    targets.add(new Target(endpoint, model, endpoint.capabilities(model)));
    return this;
  }

  /** What the models made after this say of failing over. */
  public TestCatalog failover(FailoverRules value) {
    rules = value;
    return this;
  }

  public TestCatalog limits(TimeLimits value) {
    limits = value;
    return this;
  }

  /** A catalog with one model over all endpoints so far, in their order. */
  public Catalog withModel(String model, long version) {
    return new Catalog(
        version,
        Map.copyOf(endpoints),
        Map.of(model, new Model(model, List.copyOf(targets), limits, rules)));
  }

  public void retireAll() {
    endpoints.values().forEach(Endpoint::retire);
  }
}
