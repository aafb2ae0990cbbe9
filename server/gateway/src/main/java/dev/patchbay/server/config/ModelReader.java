package dev.patchbay.server.config;

import dev.patchbay.server.config.Forms.Backoff;
import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.failover.FailoverRules;
import dev.patchbay.server.failover.Retries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code models.*}. */
final class ModelReader {
  private static final Form<String> STRATEGY =
      Forms.choice(List.of("ordered", "weighted", "fastest", "cheapest", "slo"));
  private static final Form<String> AFTER_OUTPUT = Forms.choice(List.of("never", "continue"));
  private static final Form<String> HEDGE = Forms.choice(List.of("none", "p95"));
  private static final Form<Integer> WEIGHT = Forms.integer(1, 1_000_000);
  private static final Form<Integer> RETRIES = Forms.integer(0, 100);
  private static final Backoff BACKOFF = new Backoff(Retries.DEFAULT.base(), Retries.DEFAULT.cap());

  private final Form<String> endpoint;

  /**
   * @param endpoints the names that a target may have; null: they are not known
   */
  ModelReader(@Nullable Collection<String> endpoints) {
    this.endpoint = endpoints == null ? Forms.NAME : Forms.nameOf("an endpoint", endpoints);
  }

  ModelSection model(String name, Fields fields, Collection<String> names) {
    List<String> others = names.stream().filter(other -> !other.equals(name)).toList();
    fields.scalar("strategy", STRATEGY);
    FailoverRules failover = failover(fields, others);
    Timeouts timeouts = fields.section("timeouts", Section.TIMEOUTS, ModelReader::timeouts);
    fields.require("targets");
    List<TargetSection> targets = fields.read("targets", entry -> targets(fields, entry));
    return new ModelSection(
        name,
        targets == null ? List.of() : targets,
        timeouts == null ? Timeouts.DEFAULT : timeouts,
        failover,
        fields.at());
  }

  private static FailoverRules failover(Fields fields, Collection<String> others) {
    FailoverRules standard = FailoverRules.DEFAULT;
    Retries retries = fields.section("retries", Section.RETRIES, ModelReader::retries);
    return new FailoverRules(
        fields.scalars("fallbacks", Forms.nameOf("another model", others)),
        retries == null ? standard.retries() : retries,
        fields.scalar("after-output", AFTER_OUTPUT, "never").equals("continue")
            ? AfterOutput.CONTINUE
            : AfterOutput.NEVER,
        fields.scalar("hold", Forms.HOLD, standard.hold()),
        fields.scalar("hedge", HEDGE, "none").equals("p95"),
        fields.scalar("content-filter-fallback", Forms.BOOLEAN, standard.contentFilterFallback()));
  }

  private @Nullable List<TargetSection> targets(Fields model, Reading.Entry entry) {
    Reading reading = model.reading();
    List<Node> nodes = reading.items("\"targets\"", entry.value());
    if (nodes == null) {
      return null;
    }
    if (nodes.isEmpty()) {
      reading.wrong(entry.at(), "\"targets\" must have at least one target");
    }
    List<TargetSection> targets = new ArrayList<>();
    for (Node node : nodes) {
      Position at = reading.at(node);
      Fields fields = Fields.of(reading, Section.TARGET, "target", at, node);
      if (fields != null) {
        targets.add(target(fields));
      }
    }
    return targets;
  }

  private TargetSection target(Fields fields) {
    fields.scalar("weight", WEIGHT);
    CapabilitiesSection capabilities =
        fields.section("capabilities", Section.CAPABILITIES, CapabilitiesReader::capabilities);
    return new TargetSection(
        fields.required("endpoint", endpoint, ""),
        fields.required("model", Forms.TEXT, ""),
        capabilities == null ? CapabilitiesSection.NONE : capabilities,
        fields.at());
  }

  private static Timeouts timeouts(Fields fields) {
    return new Timeouts(
        fields.scalar("connect", Forms.LIMIT, Timeouts.DEFAULT.connect()),
        fields.scalar("first-token", Forms.LIMIT, Timeouts.DEFAULT.firstToken()),
        fields.scalar("idle", Forms.LIMIT, Timeouts.DEFAULT.idle()),
        fields.scalar("total", Forms.LIMIT, Timeouts.DEFAULT.total()),
        fields.has("first-token") || fields.has("idle"));
  }

  private static Retries retries(Fields fields) {
    Backoff backoff = fields.scalar("backoff", Forms.BACKOFF, BACKOFF);
    return new Retries(
        fields.scalar("max", RETRIES, Retries.DEFAULT.max()), backoff.base(), backoff.cap());
  }
}
