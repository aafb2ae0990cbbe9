package dev.patchbay.plugin.bedrock.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.patchbay.spi.CredentialSource;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
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

/**
 * What stands beside the plugin's JAR is enough to fetch keys, and leaves nothing behind that would
 * keep the plugin's loader.
 */
final class UnloadIT {
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
        return UnloadIT.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  @Test
  void loader_afterKeysWereFetched_isReleased() throws Exception {
    released("", null);
  }

  /** With all clients and the HTTP client that the library finds for them. */
  @Test
  void loader_afterARoleWasAssumed_isReleased() throws Exception {
    released(
        """
        [profile worker]
        role_arn = arn:aws:iam::1:role/r
        credential_source = EcsContainer
        """,
        "worker");
  }

  private void released(String config, @Nullable String profile) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", UnloadIT::answer);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    Map<String, String> properties =
        Map.of(
            "aws.configFile",
            Files.writeString(folder.resolve("config"), config).toString(),
            "aws.sharedCredentialsFile",
            folder.resolve("none").toString(),
            "aws.containerCredentialsFullUri",
            url,
            "aws.region",
            "eu-west-1",
            "aws.endpointUrlSts",
            url);
    properties.forEach(System::setProperty);
    try {
      ReferenceQueue<ClassLoader> released = new ReferenceQueue<>();
      WeakReference<ClassLoader> loader = fetchInLoader(profile, released);
      for (int i = 0; i < 100 && released.remove(100) == null; i++) {
        System.gc();
      }
      assertThat(loader.get()).as("the loader").isNull();
    } finally {
      properties.keySet().forEach(System::clearProperty);
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    boolean sts = exchange.getRequestMethod().equals("POST");
    byte[] answer = (sts ? RoleTest.answered("AssumeRole") : KEYS).getBytes(UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static URL[] jars() throws IOException {
    List<URL> jars = new ArrayList<>();
    for (Path folder : List.of(Path.of("target"), Path.of("target", "libraries"))) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!o]*.jar")) {
        for (Path file : files) {
          jars.add(file.toUri().toURL());
        }
      }
    }
    return jars.toArray(URL[]::new);
  }

  private static WeakReference<ClassLoader> fetchInLoader(
      @Nullable String profile, ReferenceQueue<ClassLoader> queue) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(jars(), new SpiAlone())) {
      List<Throwable> failures = new ArrayList<>();
      Thread thread = Thread.ofVirtual().unstarted(() -> fetch(loader, profile, failures));
      // As the server does.
      thread.setContextClassLoader(loader);
      thread.start();
      thread.join();
      assertThat(failures).isEmpty();
      return new WeakReference<>(loader, queue);
    }
  }

  private static void fetch(
      ClassLoader loader, @Nullable String profile, List<Throwable> failures) {
    try {
      Class<?> chain = loader.loadClass(CredentialChain.class.getName());
      assertThat(chain).isNotSameAs(CredentialChain.class);
      UnaryOperator<@Nullable String> empty = name -> null;
      CredentialSource<?> source =
          (CredentialSource<?>)
              chain
                  .getConstructor(InstantSource.class, UnaryOperator.class, String.class)
                  .newInstance(InstantSource.system(), empty, profile);
      String id = profile == null ? "A" : "ROLE";
      assertThat(source.fetch().value().toString()).contains("accessKeyId=" + id + ",");
    } catch (Throwable e) {
      failures.add(e);
    }
  }
}
