package dev.patchbay.dist;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** The log, on stderr. */
final class Log {
  private Log() {}

  /** For commands that answer and end: that plugins are loaded and released is no news there. */
  static void warningsOnly() {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
  }
}
