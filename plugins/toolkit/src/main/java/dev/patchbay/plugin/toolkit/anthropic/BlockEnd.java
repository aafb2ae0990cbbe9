package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Marks;
import java.util.HashSet;
import java.util.Set;

/** Writes what may stand at the end of any block, and its closing brace. */
final class BlockEnd {
  private static final String CACHE_CONTROL = "cache_control";

  private final RequestBody body;

  BlockEnd(RequestBody body) {
    this.body = body;
  }

  void write(Marks marks, String path) {
    write(marks, Set.of(), path);
  }

  /**
   * @param written members of the block that not every block of its type has
   */
  void write(Marks marks, Set<String> written, String path) {
    String cachePoint = marks.cachePoint();
    if (cachePoint != null) {
      body.json.name(CACHE_CONTROL).beginObject().name("type").string("ephemeral");
      body.text("ttl", cachePoint.isEmpty() ? null : cachePoint);
      body.json.endObject();
    }
    if (!marks.extra().isEmpty()) {
      Set<String> modelled = new HashSet<>(ModelledNames.BLOCK);
      modelled.addAll(written);
      if (cachePoint != null) {
        modelled.add(CACHE_CONTROL);
      }
      body.extra(marks.extra(), modelled, path);
    }
    body.json.endObject();
  }
}
