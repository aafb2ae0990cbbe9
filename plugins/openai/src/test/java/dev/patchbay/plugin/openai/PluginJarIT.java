package dev.patchbay.plugin.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the JAR that is dropped into the plugins folder. */
final class PluginJarIT {
  private static final long MOST_BYTES = 112 * 1024;

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("patchbay-plugin-openai-.*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void jar_holdsPluginAndToolkitAlone() throws IOException {
    try (JarFile jar = new JarFile(jar().toFile())) {
      List<String> files =
          jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
      assertThat(files)
          .contains("dev/patchbay/json/JsonReader.class")
          .contains("META-INF/services/dev.patchbay.spi.ProviderPlugin")
          .allMatch(name ->
              name.startsWith("dev/patchbay/plugin/openai/")
                  || name.startsWith("dev/patchbay/json/")
                  || name.startsWith("dev/patchbay/plugin/toolkit/")
                  || name.matches("META-INF/(MANIFEST.MF|patchbay/.*|services/.*)"));
    }
  }

  @Test
  void descriptor_hasExactlyItsKeys() throws IOException {
    Properties descriptor = new Properties();
    try (JarFile jar = new JarFile(jar().toFile());
        InputStream in = jar.getInputStream(jar.getEntry("META-INF/patchbay/plugin.properties"))) {
      descriptor.load(in);
    }
    assertThat(descriptor)
        .isEqualTo(
            Map.of(
                "id", "openai",
                "version", "0.1.0",
                "spi-level", "1",
                "entry", OpenAiPlugin.class.getName(),
                "providers", "openai",
                "java", "25",
                "native", "false",
                "own-transport", "false"));
  }

  @Test
  void jar_staysSmall() throws IOException {
    assertThat(Files.size(jar())).isLessThan(MOST_BYTES);
  }
}
