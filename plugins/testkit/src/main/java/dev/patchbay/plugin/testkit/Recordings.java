package dev.patchbay.plugin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The recorded traffic under {@code plugins/wire}, seen from the folder of a plugin's module, and
 * the reviewed events of a case, under {@code src/test/resources/golden} of that module.
 */
public final class Recordings {
  private static final Path WIRE = Path.of("..", "wire");
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  private Recordings() {}

  public static Path folder(String name) {
    return WIRE.resolve(name);
  }

  /** All cases of a folder. */
  public static List<RecordedCase> of(String folder) {
    return RecordedFolder.read(folder(folder));
  }

  /** The cases of a folder whose path contains a text, such as {@code /v1/messages}. */
  public static List<RecordedCase> of(String folder, String path) {
    return of(folder).stream().filter(recorded -> path(folder, recorded).contains(path)).toList();
  }

  /** The cases of a folder that are chat completions, among them those of unknown paths. */
  public static List<RecordedCase> chatCompletions(String folder) {
    return of(folder).stream()
        .filter(recorded -> isChatCompletions(path(folder, recorded), recorded.name()))
        .toList();
  }

  private static boolean isChatCompletions(String path, String name) {
    return path.isEmpty()
        ? !name.endsWith("-native")
        : path.contains("/chat/completions") || path.startsWith("/hf-inference/");
  }

  /** The path that was asked; empty if it was not recorded. */
  public static String path(String folder, RecordedCase recorded) {
    return meta(folder, recorded).path("endpoint_path").asString("");
  }

  /** What is known about a case. */
  public static JsonNode meta(String folder, RecordedCase recorded) {
    return JsonMapper.shared()
        .readTree(read(folder(folder).resolve(recorded.name() + ".meta.json")));
  }

  /** The body that the client sent, null if it was not recorded. */
  public static @Nullable String request(String folder, RecordedCase recorded) {
    return RecordedFolder.request(folder(folder), recorded.name());
  }

  /** The events that a case must give, as reviewed. */
  public static String golden(String folder, String name) {
    return read(GOLDEN.resolve(folder).resolve(name + ".events"));
  }

  /** Whether the events of a case were reviewed. */
  public static boolean hasGolden(String folder, String name) {
    return Files.exists(GOLDEN.resolve(folder).resolve(name + ".events"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
