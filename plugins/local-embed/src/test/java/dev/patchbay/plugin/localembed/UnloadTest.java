package dev.patchbay.plugin.localembed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderPlugin;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The plugin comes and goes in one JVM, as a reload makes it: loading, each call and closing on
 * threads of their own, as the server has it. A thread that has called the library keeps it mapped
 * until the thread has ended and another library is closed, so one copy may be left.
 */
@Timeout(300)
class UnloadTest {
  private static final Path MAPS = Path.of("/proc/self/maps");

  @Test
  void close_severalGenerations_areCollectedAndTheirLibrariesUnloaded() throws Exception {
    long before = mappedLibraries();
    for (int generation = 0; generation < 3; generation++) {
      var queue = new ReferenceQueue<ClassLoader>();
      WeakReference<ClassLoader> loader = liveAndDie(queue);

      assertThat(collected(queue)).as("generation %s is collected", generation).isEqualTo(loader);
    }
    assertThat(mappedLibraries()).isLessThanOrEqualTo(before + 1);
  }

  @Test
  void open_twoGenerationsAtOnce_doNotMeet() throws Exception {
    Provider old = Loaded.provider(Map.of());
    float[] before = Loaded.vector(old, "hello");
    try (Provider young = Loaded.provider(Map.of())) {
      assertThat(Loaded.vector(young, "hello")).isEqualTo(before);
      old.close();
      assertThat(Loaded.vector(young, "hello")).isEqualTo(before);
    }
  }

  @Test
  void openAndClose_often_memoryStaysLevel() throws Exception {
    openAskClose(3);
    long before = nativeKiB();
    openAskClose(12);
    assertThat(nativeKiB() - before).as("KiB more after 12 more times").isLessThan(60 * 1024);
  }

  private static void openAskClose(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      Provider provider = onItsOwnThread(() -> Loaded.provider(Map.of()));
      onItsOwnThread(() -> Loaded.vector(provider, "word ".repeat(200)));
      onItsOwnThread(() -> closed(provider));
    }
    System.gc();
  }

  /** In a method of its own, so that no local variable keeps anything. */
  private static WeakReference<ClassLoader> liveAndDie(ReferenceQueue<ClassLoader> queue)
      throws Exception {
    try (var loader = new URLClassLoader("plugin", pluginUrls(), new SpiOnly())) {
      ProviderPlugin plugin =
          ServiceLoader.load(ProviderPlugin.class, loader).findFirst().orElseThrow();
      assertThat(plugin.getClass().getClassLoader()).isSameAs(loader);
      Provider provider = Loaded.create(plugin.providers().getFirst(), Map.of("threads", 2L));
      onItsOwnThread(() -> warm(provider));
      float[] vector = onItsOwnThread(() -> Loaded.vector(provider, "The cat sits on the mat."));
      assertThat(Loaded.cosine(vector, vector)).isCloseTo(1, within(1e-5));
      assertThat(mappedLibraries()).isGreaterThanOrEqualTo(1);
      onItsOwnThread(() -> closed(provider));
      return new WeakReference<>(loader, queue);
    }
  }

  private static <T> T onItsOwnThread(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = Thread.ofPlatform().start(task);
    thread.join();
    return task.get();
  }

  private static boolean warm(Provider provider) throws Exception {
    provider.warmUp();
    return true;
  }

  private static boolean closed(Provider provider) {
    provider.close();
    return true;
  }

  private static Object collected(ReferenceQueue<ClassLoader> queue) throws InterruptedException {
    Object reference = null;
    for (int i = 0; i < 50 && reference == null; i++) {
      System.gc();
      reference = queue.remove(100);
    }
    return reference == null ? "nothing" : reference;
  }

  /** This plugin's classes, the JSON reader that its JAR holds, and the two containers. */
  private static URL[] pluginUrls() {
    Stream<String> entries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry ->
                entry.endsWith("/local-embed/target/classes")
                    || entry.contains("/onnxruntime/")
                    || entry.contains("all-minilm"));
    String json = JsonReader.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return Stream.concat(entries, Stream.of(json)).map(UnloadTest::url).toArray(URL[]::new);
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
          .filter(line -> line.contains("/libonnxruntime.so"))
          .map(line -> line.substring(line.indexOf('/')))
          .distinct()
          .count();
    }
  }

  /** Resident without Java's heap, which grows and shrinks as it likes. */
  private static long nativeKiB() throws IOException {
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          - heap / 1024;
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
