package dev.patchbay.dist.ops;

import dev.patchbay.dist.support.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What a process writes to one of its outputs, line by line. */
final class Lines {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  Lines(InputStream from) {
    reader = Thread.ofVirtual().start(() -> read(from));
  }

  private void read(InputStream from) {
    try (var in = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      in.lines().forEach(lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All until the end of the output; waits for it. */
  List<String> all() throws InterruptedException {
    reader.join();
    return List.copyOf(lines);
  }

  /** What has come until now. */
  List<String> soFar() {
    return List.copyOf(lines);
  }

  /** Waits for a line. */
  String await(String what, Predicate<String> wanted) {
    Await.until("a line with " + what + " in " + lines, () -> lines.stream().anyMatch(wanted));
    return lines.stream().filter(wanted).findFirst().orElseThrow();
  }

  String awaitContaining(String text) {
    return await(text, line -> line.contains(text));
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
