package dev.patchbay.plugin.oci.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.CredentialSource.Fetched;
import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ProviderPlugin;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.TestContext;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The JAR with its libraries beside it, loaded as the server does, used, and let go of. */
final class LibrariesIT {
  private static final Path TARGET = Path.of("target");

  /** Shows a plugin the JDK and the SPI, as the server's own does. */
  private static final class SpiOnly extends ClassLoader {
    private final ClassLoader ours = LibrariesIT.class.getClassLoader();

    SpiOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("dev.patchbay.spi.")) {
        return ours.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  /** Keeps the source that a provider gives, to fetch from it here. */
  private static final class Catching implements ProviderContext {
    private @Nullable CredentialSource<?> source;

    @Override
    public InstantSource time() {
      return InstantSource.system();
    }

    @Override
    public <C> Credentials<C> credentials(CredentialSource<C> given) {
      source = given;
      return new TestContext(Instant.EPOCH).credentials(given);
    }
  }

  private static URLClassLoader loader() throws IOException {
    List<URL> files = new ArrayList<>();
    try (Stream<Path> jars = Files.list(TARGET);
        Stream<Path> libraries = Files.list(TARGET.resolve("libraries"))) {
      for (Path file : Stream.concat(jars, libraries).toList()) {
        if (file.getFileName().toString().endsWith(".jar")) {
          files.add(file.toUri().toURL());
        }
      }
    }
    return new URLClassLoader(files.toArray(URL[]::new), new SpiOnly());
  }

  private static Fetched<?> fetch(URLClassLoader loader) throws Exception {
    ProviderPlugin plugin =
        ServiceLoader.load(ProviderPlugin.class, loader).findFirst().orElseThrow();
    ProviderFactory factory = plugin.providers().get(0);
    assertThat(factory.getClass().getClassLoader()).isSameAs(loader);
    Settings settings = Settings.of(Map.of("compartment", "c", "auth", "resource"));
    Catching context = new Catching();
    factory.create(new EndpointConfig("e", null, null, "us-chicago-1", settings), context).close();
    CredentialSource<?> source = context.source;
    assertThat(source).isNotNull();
    return source == null ? new Fetched<>("", Instant.EPOCH, Instant.EPOCH) : onItsThread(source);
  }

  /** Fetches as the server does, on a virtual thread that ends: JSON libraries cache by thread. */
  private static Fetched<?> onItsThread(CredentialSource<?> source) throws Exception {
    FutureTask<Fetched<?>> task = new FutureTask<>(source::fetch);
    Thread.ofVirtual().start(task).join();
    return task.get();
  }

  private static WeakReference<ClassLoader> used(Instant end) throws Exception {
    try (URLClassLoader loader = loader()) {
      Fetched<?> fetched = fetch(loader);
      assertThat(fetched.expiresAt()).isEqualTo(end);
      assertThat(fetched.value().toString()).isEqualTo("SigningKey[***]");
      return new WeakReference<>(loader);
    }
  }

  @Test
  void plugin_usedAndClosed_leavesNothingOfItsLoader() throws Exception {
    TestKeys keys = TestKeys.generate();
    Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond()).plusSeconds(3600);
    Path principal = Files.createDirectories(TARGET.resolve("principal"));
    Files.writeString(principal.resolve("rpst"), TestKeys.token(keys.open(), end));
    Files.writeString(principal.resolve("private.pem"), keys.pem());
    WeakReference<ClassLoader> loader = used(end);
    Instant patience = Instant.now().plus(Duration.ofSeconds(20));
    while (loader.get() != null && Instant.now().isBefore(patience)) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(loader.get()).as("the plugin's class loader").isNull();
  }
}
