package dev.patchbay.server.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks {@code keys.*}, which nothing uses yet. */
final class KeyReader {
  private static final String EVERY_MODEL = "*";

  private final Form<String> model;

  /**
   * @param models the names that a key may list; null: they are not known
   */
  KeyReader(@Nullable Collection<String> models) {
    if (models == null) {
      this.model = Forms.MODEL_NAME;
    } else {
      List<String> allowed = new ArrayList<>(models);
      allowed.add(EVERY_MODEL);
      this.model = Forms.nameOf("a model, or be \"*\"", allowed);
    }
  }

  String key(String name, Fields fields, Collection<String> names) {
    fields.scalar("secret", Forms.SECRET);
    fields.scalar("hash", Forms.HASH);
    if (fields.has("secret") == fields.has("hash")) {
      fields.wrong("give either \"secret\" or \"hash\"");
    }
    fields.scalars("models", model);
    fields.section("require", Section.REQUIRE, KeyReader::require);
    return name;
  }

  private static Fields require(Fields fields) {
    fields.scalars("attestations", Forms.NAME);
    fields.scalars("regions", Forms.NAME);
    return fields;
  }
}
