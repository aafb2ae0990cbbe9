package dev.patchbay.plugin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ProviderPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the JAR that is dropped into the plugins folder. Run as an integration test. */
public abstract class PluginJarContract {
  private static final long MOST_BYTES = 300 * 1024;
  private static final String SERVICE = "META-INF/services/dev.patchbay.spi.ProviderPlugin";

  private final String id;
  private final ProviderPlugin plugin;

  /**
   * @param id the plugin's id, as in its artifact {@code patchbay-plugin-ID}
   */
  protected PluginJarContract(String id, ProviderPlugin plugin) {
    this.id = id;
    this.plugin = plugin;
  }

  private JarFile jar() throws IOException {
    return new JarFile(file().toFile());
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file ->
              file.getFileName().toString().matches("patchbay-plugin-" + id + "-\\d.*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  final void jar_holdsPluginAndToolkitAlone() throws IOException {
    String own = plugin.getClass().getPackageName().replace('.', '/') + '/';
    try (JarFile jar = jar()) {
      List<String> files =
          jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
      assertThat(files)
          .contains("dev/patchbay/json/JsonReader.class")
          .allMatch(name ->
              name.startsWith(own)
                  || name.startsWith("dev/patchbay/json/")
                  || name.startsWith("dev/patchbay/plugin/toolkit/")
                  || name.matches("META-INF/(MANIFEST.MF|(patchbay|services|licenses)/.*)"));
    }
  }

  @Test
  final void descriptor_hasExactlyItsKeys() throws IOException {
    Properties descriptor = new Properties();
    try (JarFile jar = jar();
        InputStream in = jar.getInputStream(jar.getEntry("META-INF/patchbay/plugin.properties"))) {
      descriptor.load(in);
    }
    String providers =
        plugin.providers().stream().map(ProviderFactory::name).collect(Collectors.joining(","));
    assertThat(descriptor)
        .isEqualTo(
            Map.of(
                "id", id,
                "version", "0.1.0",
                "spi-level", "1",
                "entry", plugin.getClass().getName(),
                "providers", providers,
                "java", "25",
                "native", "false",
                "own-transport", "false"));
  }

  @Test
  final void service_namesTheEntry() throws IOException {
    try (JarFile jar = jar();
        InputStream in = jar.getInputStream(jar.getEntry(SERVICE))) {
      assertThat(new String(in.readAllBytes(), UTF_8).strip())
          .isEqualTo(plugin.getClass().getName());
    }
  }

  @Test
  final void jar_staysSmall() throws IOException {
    assertThat(Files.size(file())).isLessThan(MOST_BYTES);
    for (Path beside : besides()) {
      assertThat(Files.size(beside)).as(beside.toString()).isLessThan(MOST_BYTES);
    }
  }

  /** What of this project's stands beside the JAR, among the libraries. */
  private static List<Path> besides() throws IOException {
    Path libraries = Path.of("target", "libraries");
    if (!Files.isDirectory(libraries)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(libraries)) {
      return files.filter(file -> file.getFileName().toString().startsWith("patchbay-")).toList();
    }
  }
}
