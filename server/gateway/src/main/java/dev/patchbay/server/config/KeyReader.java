package dev.patchbay.server.config;

import dev.patchbay.server.fault.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code keys.*} of one file. */
final class KeyReader {
  /** Nobody sees it, as the file is then refused. */
  private static final KeyHash STAND_IN = new KeyHash("");

  private final Form<String> model;
  private final Map<KeyHash, String> holders = new HashMap<>();

  /**
   * @param models the names that a key may list; null: they are not known
   */
  KeyReader(@Nullable Collection<String> models) {
    if (models == null) {
      this.model = Forms.MODEL_NAME;
    } else {
      List<String> allowed = new ArrayList<>(models);
      allowed.add(KeySection.EVERY_MODEL);
      this.model = Forms.nameOf("a model, or be \"*\"", allowed);
    }
  }

  KeySection key(String name, Fields fields, Collection<String> names) {
    KeyHash hash = hash(name, fields);
    // No default: whether a key without models may use all or none, nobody should have to guess.
    fields.require("models");
    Set<String> models = Set.copyOf(fields.scalars("models", model));
    Require require = fields.section("require", Section.REQUIRE, KeyReader::require);
    return new KeySection(
        name,
        hash,
        models,
        require == null ? List.of() : require.attestations(),
        require == null ? List.of() : require.regions(),
        fields.at());
  }

  private KeyHash hash(String name, Fields fields) {
    KeyHash ofSecret = fields.scalar("secret", Forms.KEY_SECRET);
    KeyHash given = fields.scalar("hash", Forms.HASH);
    if (fields.has("secret") == fields.has("hash")) {
      fields.wrong("give either \"secret\" or \"hash\"");
      return STAND_IN;
    }
    KeyHash hash = ofSecret == null ? given : ofSecret;
    if (hash == null) {
      return STAND_IN;
    }
    String holder = holders.putIfAbsent(hash, name);
    if (holder != null) {
      fields.wrong("its secret is that of key " + Quoted.of(holder) + "; each needs its own");
    }
    return hash;
  }

  private record Require(List<String> attestations, List<String> regions) {}

  private static Require require(Fields fields) {
    return new Require(
        fields.scalars("attestations", Forms.NAME), fields.scalars("regions", Forms.NAME));
  }
}
