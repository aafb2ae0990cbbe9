package dev.patchbay.server.catalog;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes providers on threads of their own: closing may take long (native memory), and the last
 * call ends on a loop.
 */
final class ProviderClosing {
  private static final Logger log = LoggerFactory.getLogger(ProviderClosing.class);

  private ProviderClosing() {}

  static void close(Endpoint.Place place, Endpoint.Backing backing) {
    Thread.ofPlatform().daemon().name("close " + place.name()).start(() -> run(place, backing));
  }

  private static void run(Endpoint.Place place, Endpoint.Backing backing) {
    try {
      backing.provider().close();
    } catch (RuntimeException | LinkageError e) {
      // As text: the exception's class may be the plugin's own, and must not outlive it in the
      // log's memory.
      log.warn(
          "endpoint {}: provider {} did not close: {}",
          place.name(),
          place.provider(),
          e.toString());
    } finally {
      backing.release().run();
    }
  }
}
