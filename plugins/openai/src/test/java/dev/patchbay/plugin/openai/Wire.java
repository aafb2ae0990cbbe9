package dev.patchbay.plugin.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedFolder;
import dev.patchbay.spi.testkit.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recordings, and providers to try them on. */
final class Wire {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  private Wire() {}

  static Path folder(String name) {
    return RESOURCES.resolve("wire").resolve(name);
  }

  static List<RecordedCase> cases(String folder) {
    return RecordedFolder.read(folder(folder));
  }

  /** The events that a case must give, as reviewed. */
  static String golden(String folder, String name) {
    Path file = RESOURCES.resolve("golden").resolve(folder).resolve(name + ".events");
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Provider provider(@Nullable String baseUrl, Map<String, Object> settings) {
    URI url = baseUrl == null ? null : URI.create(baseUrl);
    return new OpenAiFactory()
        .create(
            new EndpointConfig("test", url, Secret.of("sk-test"), null, Settings.of(settings)),
            new TestContext(Instant.parse("2026-11-24T12:00:00Z")));
  }
}
