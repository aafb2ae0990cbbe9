package dev.patchbay.plugin.localembed;

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
  private static JarFile jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return new JarFile(
          files
              .filter(file ->
                  file.getFileName().toString().matches("patchbay-plugin-local-embed-.*\\.jar"))
              .findFirst()
              .orElseThrow()
              .toFile());
    }
  }

  @Test
  void jar_holdsPluginModelAndLinuxLibrariesAlone() throws IOException {
    try (JarFile jar = jar()) {
      List<String> files =
          jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
      assertThat(files)
          .contains(
              "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
              "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
              "all-minilm-l6-v2-q.onnx",
              "all-minilm-l6-v2-q-tokenizer.json",
              "dev/patchbay/json/JsonReader.class",
              "META-INF/services/dev.patchbay.spi.ProviderPlugin",
              "META-INF/licenses/apache-2.0.txt",
              "META-INF/licenses/all-minilm-l6-v2.txt",
              "META-INF/licenses/onnxruntime.txt",
              "META-INF/licenses/onnxruntime-third-party.txt")
          .allMatch(name ->
              name.startsWith("dev/patchbay/plugin/localembed/")
                  || name.startsWith("dev/patchbay/json/")
                  || name.matches("ai/onnxruntime/native/linux-[a-z0-9]+/libonnxruntime.so")
                  || name.matches("all-minilm-l6-v2-q(.onnx|-tokenizer.json)")
                  || name.matches("META-INF/(MANIFEST.MF|(patchbay|services|licenses)/.*)"));
    }
  }

  @Test
  void descriptor_hasExactlyItsKeys() throws IOException {
    Properties descriptor = new Properties();
    try (JarFile jar = jar();
        InputStream in = jar.getInputStream(jar.getEntry("META-INF/patchbay/plugin.properties"))) {
      descriptor.load(in);
    }
    assertThat(descriptor)
        .isEqualTo(
            Map.of(
                "id", "local-embed",
                "version", "0.1.0",
                "spi-level", "1",
                "entry", LocalEmbedPlugin.class.getName(),
                "providers", "local-embed",
                "java", "25",
                "native", "true",
                "own-transport", "false"));
  }
}
