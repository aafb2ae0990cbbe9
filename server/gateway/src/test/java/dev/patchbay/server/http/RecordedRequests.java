package dev.patchbay.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Bodies that working clients have sent to the services. */
public final class RecordedRequests {
  private static final Path WIRE = Path.of("..", "..", "plugins", "wire");

  private RecordedRequests() {}

  /** Names of a folder's requests. */
  public static List<String> names(String folder) {
    try (Stream<Path> files = Files.list(WIRE.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".request.json"))
          .map(name -> name.substring(0, name.length() - ".request.json".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] body(String folder, String name) {
    try {
      return Files.readAllBytes(WIRE.resolve(folder).resolve(name + ".request.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
