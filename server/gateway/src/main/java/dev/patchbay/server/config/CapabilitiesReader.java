package dev.patchbay.server.config;

import dev.patchbay.server.fault.Quoted;
import dev.patchbay.spi.Capabilities;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code models.*.targets[].capabilities}. */
final class CapabilitiesReader {
  /** Features that this server knows, in the order in which they are listed to people. */
  private static final List<String> KNOWN =
      List.of(
          Capabilities.TOOLS,
          Capabilities.PARALLEL_TOOLS,
          Capabilities.JSON_SCHEMA,
          Capabilities.REASONING,
          Capabilities.IMAGE_INPUT,
          Capabilities.ASSISTANT_PREFILL,
          Capabilities.STREAMING,
          Capabilities.LOGPROBS,
          Capabilities.EMBEDDINGS,
          Capabilities.RERANK);

  private static final Form<String> FEATURE = Forms.choice(KNOWN);
  private static final Form<Integer> TOKENS = Forms.integer(1, 1_000_000_000);

  private CapabilitiesReader() {}

  static CapabilitiesSection capabilities(Fields fields) {
    @Nullable Set<String> features =
        fields.has("features") ? Set.copyOf(fields.scalars("features", FEATURE)) : null;
    Set<String> with = Set.copyOf(fields.scalars("with", FEATURE));
    Set<String> without = Set.copyOf(fields.scalars("without", FEATURE));
    if (features != null) {
      refuseBeside(fields, "with");
      refuseBeside(fields, "without");
    }
    var both = new TreeSet<String>(with);
    both.retainAll(without);
    if (!both.isEmpty()) {
      fields
          .reading()
          .wrong(
              fields.at("without"),
              "\"without\" has " + Quoted.of(both.first()) + ", which \"with\" has, too");
    }
    return new CapabilitiesSection(
        features,
        with,
        without,
        fields.scalar("context-window", TOKENS),
        fields.scalar("max-output", TOKENS));
  }

  private static void refuseBeside(Fields fields, String key) {
    if (fields.has(key)) {
      fields
          .reading()
          .wrong(
              fields.at(key),
              Quoted.of(key)
                  + " can't stand beside \"features\", which says all that the model can do");
    }
  }
}
