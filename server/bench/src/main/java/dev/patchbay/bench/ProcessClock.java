package dev.patchbay.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What one process has used, as Linux tells in {@code /proc}. */
final class ProcessClock {
  private static final int PAGE_KIB = 4;

  private final Path proc;

  ProcessClock(long pid) {
    proc = Path.of("/proc", Long.toString(pid));
  }

  /** CPU time of all threads that live, in nanoseconds: finer than the ticks of {@code stat}. */
  long cpuNanos() {
    try (Stream<Path> threads = Files.list(proc.resolve("task"))) {
      return threads.mapToLong(ProcessClock::threadNanos).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long threadNanos(Path thread) {
    try {
      return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
    } catch (IOException ended) {
      return 0;
    }
  }

  double residentMib() {
    try {
      return Long.parseLong(Files.readString(proc.resolve("statm")).split(" ")[1])
          * PAGE_KIB
          / 1024.0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
