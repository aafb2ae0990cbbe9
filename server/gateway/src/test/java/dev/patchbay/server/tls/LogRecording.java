package dev.patchbay.server.tls;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What one class logs, from now until it is closed. */
final class LogRecording extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger;
  private final @Nullable Level before;
  private final List<String> lines = new ArrayList<>();

  LogRecording(Class<?> from) {
    logger = (Logger) LoggerFactory.getLogger(from);
    before = logger.getLevel();
    logger.setLevel(Level.INFO);
    start();
    logger.addAppender(this);
  }

  @Override
  protected synchronized void append(ILoggingEvent event) {
    lines.add(event.getLevel() + " " + event.getFormattedMessage());
    notifyAll();
  }

  /** {@code LEVEL message}. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Waits for a line that has this in it. */
  synchronized void await(String part) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (lines.stream().noneMatch(line -> line.contains(part))) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("no \"" + part + "\" in " + lines);
      }
      wait(left);
    }
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(before);
  }
}
