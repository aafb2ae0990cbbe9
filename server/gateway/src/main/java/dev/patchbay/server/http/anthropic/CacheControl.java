package dev.patchbay.server.http.anthropic;

import dev.patchbay.server.http.json.Body;
import org.jspecify.annotations.Nullable;

/** Reads {@code cache_control}. */
final class CacheControl {
  private CacheControl() {}

  /** How long the cache shall live, empty if that is unsaid; null: no cache is asked for. */
  static @Nullable String read(Body body, String path) {
    var ttl = new StringBuilder();
    boolean there =
        body.object(
            path,
            name -> {
              if (name.equals("ttl") && !body.takeNull()) {
                ttl.append(body.string(path + ".ttl"));
              } else {
                body.skip();
              }
            });
    return there ? ttl.toString() : null;
  }
}
