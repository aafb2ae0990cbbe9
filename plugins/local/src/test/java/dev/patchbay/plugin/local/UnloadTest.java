package dev.patchbay.plugin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderPlugin;
import dev.patchbay.spi.Sampling;
import java.io.File;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The plugin comes and goes in one JVM, as a reload makes it. */
@Timeout(900)
class UnloadTest {
  private static final Path MAPS = Path.of("/proc/self/maps");

  @Test
  void close_severalGenerations_areCollectedAndTheirLibrariesUnloaded() throws Exception {
    for (int generation = 0; generation < 3; generation++) {
      var queue = new ReferenceQueue<ClassLoader>();
      WeakReference<ClassLoader> loader = liveAndDie(queue);

      assertThat(collected(queue)).as("generation %s is collected", generation).isEqualTo(loader);
    }
    // One copy stays for the C++ library's process-wide symbols, however many have been loaded.
    assertThat(mappedLibraries()).isLessThanOrEqualTo(1);
  }

  @Test
  void load_nothingLeft_inTheTemporaryFolder() throws Exception {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Provider provider = RealModel.provider(Map.of("context", 64L, "calls", 1L))) {
      provider.warmUp();
      try (var files = Files.newDirectoryStream(temporary, "patchbay-local-[0-9]*")) {
        assertThat(files).isEmpty();
      }
    }
  }

  /** In a method of its own, so that no local variable keeps anything. */
  private static WeakReference<ClassLoader> liveAndDie(ReferenceQueue<ClassLoader> queue)
      throws Exception {
    try (var loader = new URLClassLoader("plugin", pluginUrls(), new SpiOnly())) {
      ProviderPlugin plugin =
          ServiceLoader.load(ProviderPlugin.class, loader).findFirst().orElseThrow();
      assertThat(plugin.getClass().getClassLoader()).isSameAs(loader);
      try (Provider provider =
          RealModel.create(
              plugin.providers().getFirst(), Map.of("model", RealModel.file().toString()))) {
        provider.warmUp();
        assertThat(
                Reading.text(
                    Reading.all(provider, "What is the capital of France?", Sampling.NONE)))
            .contains("Paris");
        assertThat(mappedLibraries()).isGreaterThanOrEqualTo(1);
      }
      return new WeakReference<>(loader, queue);
    }
  }

  private static Object collected(ReferenceQueue<ClassLoader> queue) throws InterruptedException {
    Object reference = null;
    for (int i = 0; i < 50 && reference == null; i++) {
      System.gc();
      reference = queue.remove(100);
    }
    return reference == null ? "nothing" : reference;
  }

  private static URL[] pluginUrls() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith("/target/classes") || entry.contains("kherud"))
        .filter(entry -> entry.contains("/local/") || entry.contains("kherud"))
        .map(UnloadTest::url)
        .toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  /** How many copies of the library the process has mapped. */
  private static long mappedLibraries() throws IOException {
    try (var lines = Files.lines(MAPS)) {
      return lines
          .filter(line -> line.contains("/libllama.so"))
          .map(line -> line.substring(line.indexOf('/')))
          .distinct()
          .count();
    }
  }

  /** Shows what a server shows: the platform and the SPI. */
  private static final class SpiOnly extends ClassLoader {
    SpiOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("dev.patchbay.spi.")) {
        return ProviderPlugin.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
