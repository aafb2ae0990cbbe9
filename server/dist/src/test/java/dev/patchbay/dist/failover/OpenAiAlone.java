package dev.patchbay.dist.failover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder with the distribution's plugin for OpenAI and no other: a gateway starts several times
 * as fast without the plugins that bring models.
 */
final class OpenAiAlone {
  static final Path FOLDER = create();

  private OpenAiAlone() {}

  private static Path create() {
    try (Stream<Path> jars = Files.list(Path.of("target", "patchbay", "plugins"))) {
      Path folder = Files.createTempDirectory(Path.of("target"), "openai-alone");
      folder.toFile().deleteOnExit();
      for (Path jar : jars.filter(OpenAiAlone::isOpenAi).toList()) {
        Path copy = Files.copy(jar, folder.resolve(jar.getFileName()));
        copy.toFile().deleteOnExit();
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOpenAi(Path jar) {
    return jar.getFileName().toString().startsWith("patchbay-plugin-openai-");
  }
}
