package dev.patchbay.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.ProviderPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginClassLoaderTest {
  private static final String SERVICES = "META-INF/services/dev.patchbay.spi.ProviderPlugin";

  @TempDir private Path temp;
  private PluginClassLoader loader;

  @BeforeEach
  void load() throws Exception {
    Path copy = Files.createDirectory(temp.resolve("copy"));
    TestPlugin.of("good", "1.0.0")
        .file("own/a b%c.txt", "mine")
        .file("META-INF/services/java.lang.Runnable", "demo.None")
        .file("dev/patchbay/spitool/x.txt", "beside the SPI")
        .jar(copy.resolve("good.jar"));
    Files.writeString(copy.resolve("beside.txt"), "in the folder");
    loader = new PluginClassLoader(PluginOpener.describe(copy), PluginCopy.open(copy).roots());
  }

  @AfterEach
  void close() throws Exception {
    loader.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.netty.buffer.ByteBuf",
        "io.grpc.Status",
        "com.google.inject.Injector",
        "com.google.common.base.Joiner",
        "org.slf4j.Logger",
        "org.jspecify.annotations.Nullable",
        "dev.patchbay.server.plugin.PluginFolder",
        "dev.patchbay.v1.ChatRequest"
      })
  void loadClass_ofTheServer_isNotFound(String name) {
    assertThatThrownBy(() -> loader.loadClass(name))
        .isInstanceOf(ClassNotFoundException.class)
        .hasMessageContaining("plugin:good@1.0.0");
    assertThat(loader.getResource(name.replace('.', '/') + ".class")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"java.sql.Connection", "java.net.http.HttpClient", "java.util.logging.Logger"})
  void loadClass_ofTheJdk_isFound(String name) throws Exception {
    assertThat(loader.loadClass(name)).isNotNull();
  }

  @Test
  void loadClass_ofTheSpi_isTheServersOwn() throws Exception {
    assertThat(loader.loadClass(ProviderPlugin.class.getName())).isSameAs(ProviderPlugin.class);
    assertThat(loader.getResource("dev/patchbay/spi/ProviderPlugin.class")).isNotNull();
  }

  @Test
  void loadClass_ofItsOwn_isLocalAndKnowsItsPlace() throws Exception {
    Class<?> entry = loader.loadClass("demo.Entry");

    assertThat(entry.getClassLoader()).isSameAs(loader);
    assertThat(entry.getProtectionDomain().getCodeSource().getLocation().toString())
        .endsWith("good.jar");
    assertThat(loader.getName()).isEqualTo("plugin:good@1.0.0");
    assertThat(loader.isRegisteredAsParallelCapable()).isTrue();
  }

  @Test
  void getResource_ofItsOwn_isRead() throws Exception {
    assertThat(text(loader.getResource("own/a b%c.txt"))).isEqualTo("mine");
    assertThat(text(loader.getResource("beside.txt"))).isEqualTo("in the folder");
    assertThat(text(loader.getResource("dev/patchbay/spitool/x.txt"))).isEqualTo("beside the SPI");
    assertThat(loader.getResource("../good.jar")).isNull();
  }

  @Test
  void getResource_ofServices_isLocalAlone() throws Exception {
    assertThat(Collections.list(loader.getResources(SERVICES))).hasSize(1);
    assertThat(text(loader.getResource("META-INF/services/java.lang.Runnable")))
        .isEqualTo("demo.None");
    assertThat(loader.getResource("META-INF/services/io.grpc.LoadBalancerProvider")).isNull();
  }

  @Test
  void loadClass_whileTheThreadIsInterrupted_works() throws Exception {
    Thread.currentThread().interrupt();

    assertThat(loader.loadClass("demo.Entry")).isNotNull();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(loader.loadClass("demo.Late")).isNotNull();
  }

  @Test
  void close_thenUse_findsNothingMore() throws Exception {
    loader.close();

    assertThatThrownBy(() -> loader.loadClass("demo.Late"))
        .isInstanceOf(ClassNotFoundException.class)
        .hasMessageContaining("closed");
    assertThat(loader.getResource("own/a b%c.txt")).isNull();
  }

  private static String text(@Nullable URL url) throws IOException {
    Objects.requireNonNull(url, "no such resource");
    try (InputStream in = url.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
