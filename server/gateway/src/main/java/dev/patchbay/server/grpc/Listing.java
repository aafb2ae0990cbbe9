package dev.patchbay.server.grpc;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.catalog.Endpoint.Place;
import dev.patchbay.server.catalog.Endpoint.Status;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.health.CircuitState;
import dev.patchbay.server.health.Out;
import dev.patchbay.server.health.Standing;
import dev.patchbay.v1.Capabilities;
import dev.patchbay.v1.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The catalog's models and targets as protobuf at one moment, as far as one caller may use them.
 */
final class Listing {
  /** What a model may have that makes embeddings or rankings alone. */
  private static final Set<String> TEXTLESS =
      Set.of(
          dev.patchbay.spi.Capabilities.EMBEDDINGS,
          dev.patchbay.spi.Capabilities.RERANK,
          dev.patchbay.spi.Capabilities.IMAGE_INPUT);

  private final Principal principal;
  private final Instant time;
  private final long now;

  /**
   * @param time the moment for people
   * @param now the same as a reading of {@link System#nanoTime}
   */
  Listing(Principal principal, Instant time, long now) {
    this.principal = principal;
    this.time = time;
    this.now = now;
  }

  private boolean shows(Target target) {
    Place place = target.endpoint().place();
    return principal.requirements().allow(place.region(), place.attestations());
  }

  private boolean takesCalls(Target target) {
    return target.endpoint().isAvailable() && target.health().standing(now).out() == null;
  }

  private List<Target> targets(Model model) {
    return model.targets().stream().filter(this::shows).toList();
  }

  dev.patchbay.v1.Model model(Model model) {
    List<Target> targets = targets(model);
    var features = new HashSet<String>();
    targets.forEach(target -> features.addAll(target.capabilities().features()));
    dev.patchbay.v1.Model.Builder out =
        dev.patchbay.v1.Model.newBuilder()
            .setName("models/" + model.name())
            .setContextWindowTokens(largest(targets, t -> t.capabilities().contextWindow()))
            .setMaxOutputTokens(largest(targets, t -> t.capabilities().maxOutput()))
            .setAvailable(targets.stream().anyMatch(this::takesCalls));
    if (targets.stream().anyMatch(target -> target.capabilities().isKnown())) {
      out.setCapabilities(capabilities(features));
    }
    return out.build();
  }

  private static long largest(List<Target> targets, Function<Target, OptionalLong> limit) {
    return targets.stream().mapToLong(target -> limit.apply(target).orElse(0)).max().orElse(0);
  }

  /**
   * An endpoint of the list.
   *
   * @param key sorts by model, then by the configured order of its targets
   */
  record Row(String key, Endpoint endpoint) {}

  List<Row> rows(Model model) {
    var rows = new ArrayList<Row>();
    for (Target target : targets(model)) {
      // NUL sorts before whatever a longer name goes on with.
      String key = String.format(Locale.ROOT, "%s\0%06d", model.name(), rows.size());
      rows.add(new Row(key, endpoint(model, target)));
    }
    return rows;
  }

  private Endpoint endpoint(Model model, Target target) {
    Place place = target.endpoint().place();
    String region = place.region();
    Endpoint.Builder out =
        Endpoint.newBuilder()
            .setName("providers/" + place.provider() + "/endpoints/" + place.name())
            .setModel("models/" + model.name())
            .setProvider(place.provider())
            .setUpstreamModel(target.model())
            .setRegion(region == null ? "" : region)
            .setContextWindowTokens(target.capabilities().contextWindow().orElse(0))
            .setMaxOutputTokens(target.capabilities().maxOutput().orElse(0))
            .addAllAttestations(place.attestations().stream().sorted().toList());
    state(target, out);
    if (target.capabilities().isKnown()) {
      out.setCapabilities(capabilities(target.capabilities().features()));
    }
    return out.build();
  }

  private void state(Target target, Endpoint.Builder out) {
    Status status = target.endpoint().status();
    out.setState(state(status)).setStateReason(status.reason());
    if (target.endpoint().isAvailable()) {
      health(target.health().standing(now), out);
    }
  }

  private void health(Standing standing, Endpoint.Builder out) {
    out.setCircuit(circuit(standing.circuit()));
    Out away = standing.out();
    if (away != null) {
      Duration left = Duration.ofNanos(away.readyIn());
      out.setState(Endpoint.State.STATE_UNAVAILABLE)
          .setStateReason(away.why() + "; next try in " + (left.toSeconds() + 1) + " s")
          .setReturnTime(Routes.timestamp(time.plus(left)));
    }
  }

  private static Endpoint.Circuit circuit(CircuitState state) {
    return switch (state) {
      case CLOSED -> Endpoint.Circuit.CIRCUIT_CLOSED;
      case HALF_OPEN -> Endpoint.Circuit.CIRCUIT_HALF_OPEN;
      case OPEN -> Endpoint.Circuit.CIRCUIT_OPEN;
    };
  }

  private static Endpoint.State state(Status status) {
    return switch (status.state()) {
      case AVAILABLE -> Endpoint.State.STATE_AVAILABLE;
      case WARMING -> Endpoint.State.STATE_WARMING;
      case UNAVAILABLE -> Endpoint.State.STATE_UNAVAILABLE;
    };
  }

  private static boolean chats(Set<String> features) {
    boolean other =
        features.contains(dev.patchbay.spi.Capabilities.EMBEDDINGS)
            || features.contains(dev.patchbay.spi.Capabilities.RERANK);
    return !other || !TEXTLESS.containsAll(features);
  }

  private static Capabilities capabilities(Set<String> features) {
    Capabilities.Builder out =
        Capabilities.newBuilder()
            .addInputModalities("text")
            .setEmbeddings(features.contains(dev.patchbay.spi.Capabilities.EMBEDDINGS))
            .setRerank(features.contains(dev.patchbay.spi.Capabilities.RERANK))
            .setTools(features.contains(dev.patchbay.spi.Capabilities.TOOLS))
            .setParallelTools(features.contains(dev.patchbay.spi.Capabilities.PARALLEL_TOOLS))
            .setJsonSchema(features.contains(dev.patchbay.spi.Capabilities.JSON_SCHEMA))
            .setReasoning(features.contains(dev.patchbay.spi.Capabilities.REASONING))
            .setLogprobs(features.contains(dev.patchbay.spi.Capabilities.LOGPROBS))
            .setAssistantPrefill(features.contains(dev.patchbay.spi.Capabilities.ASSISTANT_PREFILL))
            .setStreaming(features.contains(dev.patchbay.spi.Capabilities.STREAMING));
    if (chats(features)) {
      out.addOutputModalities("text");
    }
    if (features.contains(dev.patchbay.spi.Capabilities.IMAGE_INPUT)) {
      out.addInputModalities("image");
    }
    return out.build();
  }
}
