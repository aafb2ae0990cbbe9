package dev.patchbay.plugin.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.azure.entra.TokenService;
import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderPlugin;
import dev.patchbay.spi.testkit.TestContext;
import java.io.File;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The plugin and its libraries come and go in one JVM, as a reload makes it. */
@Timeout(120)
final class UnloadTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void close_afterATokenOfEntra_leavesNothing() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    var queue = new ReferenceQueue<ClassLoader>();
    WeakReference<ClassLoader> loader = liveAndDie(queue);
    assertThat(collected(queue)).isEqualTo(loader);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !before.contains(thread))
        .extracting(Thread::getName)
        .noneMatch(name -> name.matches("(?i).*(reactor|parallel|bounded|azure|httpclient).*"));
  }

  /** In a method of its own, so that no local variable keeps anything. */
  private WeakReference<ClassLoader> liveAndDie(ReferenceQueue<ClassLoader> queue)
      throws Exception {
    try (TokenService entra = TokenService.secure(folder);
        var loader = new URLClassLoader("plugin", pluginUrls(), new SpiOnly())) {
      ProviderPlugin plugin =
          ServiceLoader.load(ProviderPlugin.class, loader).findFirst().orElseThrow();
      assertThat(plugin.getClass().getClassLoader()).isSameAs(loader);
      Map<String, Object> settings =
          Map.of(
              "tenant-id",
              "11111111-1111-1111-1111-111111111111",
              "client-id",
              "client",
              "client-secret",
              "s3cret",
              "authority-host",
              entra.address().toString());
      Provider provider =
          plugin
              .providers()
              .getFirst()
              .create(Wire.endpoint(null, settings), new TestContext(Instant.now()));
      ChatCall call = ChatCall.builder("d", List.of(Message.of(Message.USER, "Hi"))).build();
      assertThat(((Exchange<ChatEvent>) provider.chat(call)).request().headers())
          .contains("Bearer token-1");
      provider.close();
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

  /**
   * This plugin's classes, the toolkit's and the reader's that its JAR holds, and its libraries.
   */
  private static URL[] pluginUrls() {
    Stream<String> entries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry ->
                entry.endsWith("/azure/target/classes")
                    || entry.matches(
                        ".*/(azure-|msal4j|reactor-|reactive-streams|jackson-|slf4j-).*\\.jar"));
    Stream<String> own = Stream.of(JsonReader.class, BaseUrl.class).map(UnloadTest::place);
    return Stream.concat(entries, own).map(UnloadTest::url).toArray(URL[]::new);
  }

  private static String place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
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
