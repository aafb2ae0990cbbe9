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

  /**
   * @param closed told when it is done, well or not
   */
  static void close(Endpoint.Place place, Endpoint.Backing backing, Runnable closed) {
    Thread.ofPlatform()
        .daemon()
        .name("close " + place.name())
        .start(() -> run(place, backing, closed));
  }

  private static void run(Endpoint.Place place, Endpoint.Backing backing, Runnable closed) {
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
      closed.run();
    }
  }
}
