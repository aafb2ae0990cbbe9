package dev.patchbay.dist.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.boot.Installation;
import dev.patchbay.server.boot.Validation;
import dev.patchbay.server.plugin.PluginStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the built plugin JARs hold. */
class PackagingIT {
  private static final String SERVICE = "META-INF/services/dev.patchbay.spi.ProviderPlugin";

  @ParameterizedTest
  @ValueSource(strings = {"local", "local-embed", "openai", "sim"})
  void jar_built_isCompleteAndBringsNoSpi(String id) throws Exception {
    try (var jar = new JarFile(PluginJars.built(id).toFile())) {
      var descriptor = new Properties();
      try (InputStream in = jar.getInputStream(jar.getEntry(PluginJars.DESCRIPTOR))) {
        descriptor.load(in);
      }
      assertThat(descriptor.stringPropertyNames())
          .containsExactlyInAnyOrder(
              "id",
              "version",
              "spi-level",
              "entry",
              "providers",
              "java",
              "native",
              "own-transport");
      assertThat(descriptor.getProperty("id")).isEqualTo(id);
      assertThat(text(jar, SERVICE).lines().filter(line -> !line.isBlank()))
          .containsExactly(descriptor.getProperty("entry"));
      assertThat(names(jar))
          .doesNotHaveDuplicates()
          .noneMatch(name -> name.startsWith("dev/patchbay/spi/"));
      assertThat(names(jar)).noneMatch(name -> name.startsWith("dev/patchbay/server/"));
    }
  }

  @Test
  void jars_built_loadInTheRealLoader() {
    List<PluginStatus> statuses =
        Validation.plugins(Program.HOME.resolve("plugins"), new Installation(Program.HOME));

    assertThat(statuses)
        .extracting(PluginStatus::id)
        .containsExactlyInAnyOrderElementsOf(PluginJars.IDS);
    assertThat(statuses).allMatch(status -> status.state() == PluginStatus.State.SERVING);
  }

  @Test
  void openaiJar_built_isSmall() throws Exception {
    assertThat(Files.size(PluginJars.built("openai"))).isLessThan(300_000);
  }

  @Test
  void localJar_built_bringsTheLicencesOfTheLibrariesInIt() throws Exception {
    try (var jar = new JarFile(PluginJars.built("local").toFile())) {
      assertThat(text(jar, "META-INF/licenses/llama.cpp.txt"))
          .contains("MIT License", "The ggml authors");
      assertThat(text(jar, "META-INF/licenses/java-llama.cpp.txt"))
          .contains("MIT License", "Konstantin Herud");
    }
  }

  private static List<String> names(JarFile jar) {
    return jar.stream().map(ZipEntry::getName).toList();
  }

  private static String text(JarFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
