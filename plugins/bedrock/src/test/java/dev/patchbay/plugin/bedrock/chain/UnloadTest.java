package dev.patchbay.plugin.bedrock.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.spi.CredentialSource;
import java.io.File;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Amazon's library leaves nothing behind that would keep a plugin's loader. */
final class UnloadTest {
  private static final String KEYS =
      "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s\",\"Token\":\"t\","
          + "\"Expiration\":\"2126-11-24T18:00:00Z\"}";

  @TempDir Path folder;

  /** Sees the JDK and the SPI, as a plugin's does. */
  private static final class SpiAlone extends ClassLoader {
    SpiAlone() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("dev.patchbay.spi.")) {
        return UnloadTest.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  @Test
  void loader_afterKeysWereFetched_isReleased() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer = KEYS.getBytes(UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    String none = Files.writeString(folder.resolve("none"), "").toString();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    Map<String, String> properties =
        Map.of(
            "aws.configFile", none,
            "aws.sharedCredentialsFile", none,
            "aws.containerCredentialsFullUri", url);
    properties.forEach(System::setProperty);
    try {
      ReferenceQueue<ClassLoader> released = new ReferenceQueue<>();
      WeakReference<ClassLoader> loader = fetchInLoader(released);
      for (int i = 0; i < 100 && released.remove(100) == null; i++) {
        System.gc();
      }
      assertThat(loader.get()).as("the loader").isNull();
    } finally {
      properties.keySet().forEach(System::clearProperty);
      server.stop(0);
    }
  }

  private static WeakReference<ClassLoader> fetchInLoader(ReferenceQueue<ClassLoader> queue)
      throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), new SpiAlone())) {
      List<Throwable> failures = new ArrayList<>();
      Thread thread = Thread.ofVirtual().start(() -> fetch(loader, failures));
      thread.join();
      assertThat(failures).isEmpty();
      return new WeakReference<>(loader, queue);
    }
  }

  private static void fetch(ClassLoader loader, List<Throwable> failures) {
    try {
      Class<?> chain = loader.loadClass(CredentialChain.class.getName());
      assertThat(chain).isNotSameAs(CredentialChain.class);
      UnaryOperator<@Nullable String> empty = name -> null;
      CredentialSource<?> source =
          (CredentialSource<?>)
              chain
                  .getConstructor(InstantSource.class, UnaryOperator.class, String.class)
                  .newInstance(InstantSource.system(), empty, null);
      assertThat(source.fetch().value().toString()).contains("accessKeyId=A");
    } catch (Throwable e) {
      failures.add(e);
    }
  }
}
