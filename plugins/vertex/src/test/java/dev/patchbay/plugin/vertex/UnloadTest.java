package dev.patchbay.plugin.vertex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderPlugin;
import java.io.File;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Google's library leaves nothing behind that keeps the plugin's classes alive: no thread, no hook,
 * no value at a thread that goes on. It is used as the server does it, on virtual threads.
 */
@Timeout(120)
final class UnloadTest {
  @TempDir private Path folder;

  @Test
  void close_afterAnExchange_pluginIsCollected() throws Exception {
    ReferenceQueue<ClassLoader> queue = new ReferenceQueue<>();
    WeakReference<ClassLoader> loader = liveAndDie(queue);
    Object collected = null;
    for (int i = 0; i < 50 && collected == null; i++) {
      System.gc();
      collected = queue.remove(100);
    }
    assertThat(collected).as("the plugin's class loader").isSameAs(loader);
  }

  /** In a method of its own, so that no local variable keeps anything. */
  private WeakReference<ClassLoader> liveAndDie(ReferenceQueue<ClassLoader> queue)
      throws Exception {
    try (TokenService service = new TokenService();
        URLClassLoader loader = new URLClassLoader("plugin", pluginUrls(), new SpiOnly())) {
      Path file =
          CredentialFiles.serviceAccount(
              folder, CredentialFiles.keys(), "http://" + service.address() + "/token");
      ProviderPlugin plugin =
          ServiceLoader.load(ProviderPlugin.class, loader).findFirst().orElseThrow();
      assertThat(plugin.getClass().getClassLoader()).isSameAs(loader);
      Map<String, Object> settings = Map.of("credentials-file", file.toString());
      try (Provider provider =
          plugin
              .providers()
              .getFirst()
              .create(Wire.endpoint(null, null, null, settings), new FetchingOnce())) {
        assertThat(provider.origins()).hasSize(1);
      }
      assertThat(service.forms()).hasSize(1);
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getContextClassLoader() == loader);
      return new WeakReference<>(loader, queue);
    }
  }

  /** Fetches a credential at once on a virtual thread, and forgets it. */
  private static final class FetchingOnce implements ProviderContext {
    @Override
    public InstantSource time() {
      return InstantSource.system();
    }

    @Override
    public <C> Credentials<C> credentials(CredentialSource<C> source) {
      FutureTask<C> fetch = new FutureTask<>(() -> source.fetch().value());
      Thread thread = Thread.ofVirtual().start(fetch);
      try {
        thread.join();
        assertThat(fetch.get()).isNotNull();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      return new Credentials<>() {
        @Override
        public C current() {
          throw new AssertionError("not asked");
        }

        @Override
        public void rejected(C value) {}
      };
    }
  }

  /** This plugin's classes, those that its JAR holds besides, and the libraries. */
  private static URL[] pluginUrls() {
    Stream<String> entries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry ->
                entry.endsWith("/vertex/target/classes")
                    || entry.matches(".*/(com/google|io/(grpc|opencensus)|org/apache|javax)/.*"));
    Stream<String> inside =
        Stream.of(JsonReader.class, BaseUrl.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath());
    return Stream.concat(entries, inside).map(UnloadTest::url).toArray(URL[]::new);
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
