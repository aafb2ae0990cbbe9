package dev.patchbay.spi.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder of recorded exchanges: for each case {@code NAME.meta.json} (with {@code status},
 * {@code streaming}, {@code response_headers} and {@code body_file}), the body that it names, and
 * {@code NAME.request.json} where the request was recorded.
 */
public final class RecordedFolder {
  private static final String META = ".meta.json";

  private RecordedFolder() {}

  /**
   * All cases of a folder by name. Where the recording has no status it is 200; where it has no
   * content type it is the one that the body's file name tells. Encodings of the transfer are left
   * out, since bodies are stored without them.
   */
  public static List<RecordedCase> read(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(META))
          .sorted()
          .map(RecordedFolder::readCase)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The recorded request of a case; null if there is none. */
  public static @Nullable String request(Path folder, String name) {
    Path file = folder.resolve(name + ".request.json");
    return Files.exists(file) ? text(file) : null;
  }

  private static RecordedCase readCase(Path metaFile) {
    Map<String, @Nullable Object> meta = SmallJson.object(text(metaFile));
    String file = metaFile.getFileName().toString();
    String name = file.substring(0, file.length() - META.length());
    Object bodyFile = meta.get("body_file");
    if (!(bodyFile instanceof String body)) {
      throw new IllegalArgumentException(metaFile + " has no body_file");
    }
    Map<String, String> headers = headers(meta.get("response_headers"));
    headers.putIfAbsent("content-type", contentType(body));
    Object status = meta.get("status");
    return RecordedCase.of(
        name,
        status instanceof SmallJson.Numeral number ? Integer.parseInt(number.text()) : 200,
        headers,
        bytes(metaFile.resolveSibling(body)),
        Boolean.TRUE.equals(meta.get("streaming")));
  }

  private static Map<String, String> headers(@Nullable Object recorded) {
    Map<String, String> headers = new TreeMap<>();
    if (recorded instanceof Map<?, ?> map) {
      map.forEach((key, value) -> headers.put(String.valueOf(key), String.valueOf(value)));
    }
    headers.remove("content-encoding");
    headers.remove("transfer-encoding");
    return headers;
  }

  private static String contentType(String file) {
    if (file.endsWith(".sse")) {
      return "text/event-stream";
    }
    if (file.endsWith(".ndjson")) {
      return "application/x-ndjson";
    }
    return file.endsWith(".bin") ? "application/vnd.amazon.eventstream" : "application/json";
  }

  private static String text(Path file) {
    return new String(bytes(file), UTF_8);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
