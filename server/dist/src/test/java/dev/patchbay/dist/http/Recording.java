package dev.patchbay.dist.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A recorded exchange with a service that speaks chat completions.
 *
 * @param answer a body of JSON, or events
 */
record Recording(String name, int status, String request, String answer, boolean streamed) {
  private static final Path WIRE = Path.of("../../plugins/wire");

  /** Every one that has a request of chat completions. */
  static Stream<Recording> all() throws IOException {
    try (Stream<Path> files = Files.walk(WIRE)) {
      return files
          .filter(file -> file.toString().endsWith(".request.json"))
          .filter(Recording::isChatCompletions)
          .sorted()
          .map(Recording::read)
          .toList()
          .stream();
    }
  }

  private static boolean isChatCompletions(Path request) {
    String meta = request.toString().replace(".request.json", ".meta.json");
    try {
      return Files.readString(Path.of(meta)).contains("/chat/completions\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recording read(Path request) {
    String base = request.toString().replace(".request.json", "");
    Path events = Path.of(base + ".stream.sse");
    boolean streamed = Files.exists(events);
    try {
      Map<String, Object> meta = JsonTree.object(Files.readString(Path.of(base + ".meta.json")));
      int status =
          meta.get("status") instanceof JsonTree.Literal(String code) && !code.equals("null")
              ? Integer.parseInt(code)
              : 200;
      return new Recording(
          WIRE.relativize(Path.of(base)).toString(),
          status,
          Files.readString(request),
          Files.readString(streamed ? events : Path.of(base + ".response.json")),
          streamed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data of each event, save {@code [DONE]}. */
  static List<String> frames(String events) {
    return Arrays.stream(events.split("\r?\n"))
        .filter(line -> line.startsWith("data:"))
        .map(line -> line.substring("data:".length()).strip())
        .filter(data -> !data.isEmpty() && !data.equals("[DONE]"))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
