package dev.patchbay.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginWatchTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  @TempDir private Path temp;
  private Path plugins;
  private PluginFolder folder;
  private final BlockingQueue<PluginSet> sets = new LinkedBlockingQueue<>();

  @BeforeEach
  void open() throws Exception {
    plugins = Files.createDirectory(temp.resolve("plugins"));
    folder = new PluginFolder(plugins, temp.resolve("work"));
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void run_droppedReplacedRemoved_tellsEachOnce() throws Exception {
    try (PluginWatch watch = watching(SHORT)) {
      Path file = TestPlugin.of("good", "1.0.0").jar(plugins.resolve("good.jar"));
      assertThat(versionOfGood(next())).isEqualTo("1.0.0");

      TestPlugin.of("good", "1.0.1").jar(file);
      assertThat(versionOfGood(next())).isEqualTo("1.0.1");

      Files.delete(file);
      assertThat(next()).isEqualTo(PluginSet.EMPTY);
      assertThat(watch).isNotNull();
    }
    assertThat(sets).isEmpty();
  }

  @Test
  void run_changedBetweenScanAndStart_isNoticed() throws Exception {
    folder.scan();
    TestPlugin.of("good", "1.0.0").jar(plugins.resolve("good.jar"));

    try (PluginWatch watch = watching(SHORT)) {
      assertThat(versionOfGood(next())).isEqualTo("1.0.0");
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void run_halfACopy_isQuarantinedAndThenWhole() throws Exception {
    Path whole = TestPlugin.of("good", "1.0.0").jar(temp.resolve("good.jar"));
    byte[] bytes = Files.readAllBytes(whole);
    Path file = plugins.resolve("good.jar");

    try (PluginWatch watch = watching(SHORT)) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      assertThat(next().statuses())
          .singleElement()
          .satisfies(status -> assertThat(status.reason()).contains("is no whole JAR"));

      Files.write(file, bytes);
      assertThat(versionOfGood(next())).isEqualTo("1.0.0");
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void run_symbolicLinkSwapped_isNoticed() throws Exception {
    Path one = Files.createDirectory(temp.resolve("one"));
    Path two = Files.createDirectory(temp.resolve("two"));
    TestPlugin.of("good", "1.0.0").jar(one.resolve("good.jar"));
    TestPlugin.of("good", "1.0.1").jar(two.resolve("good.jar"));
    Path data = plugins.resolve("..data");
    Files.createSymbolicLink(data, one);
    Files.createSymbolicLink(plugins.resolve("good.jar"), Path.of("..data", "good.jar"));

    try (PluginWatch watch = watching(SHORT)) {
      assertThat(versionOfGood(next())).isEqualTo("1.0.0");

      Path fresh = Files.createSymbolicLink(plugins.resolve("..fresh"), two);
      Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
      assertThat(versionOfGood(next())).isEqualTo("1.0.1");
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void poke_pollingOff_scansThenOnly() throws Exception {
    TestPlugin.of("good", "1.0.0").jar(plugins.resolve("good.jar"));

    try (PluginWatch watch = watching(Duration.ZERO)) {
      watch.poke();
      assertThat(versionOfGood(next())).isEqualTo("1.0.0");
      watch.poke();
      assertThat(versionOfGood(next())).isEqualTo("1.0.0");
    }
  }

  @Test
  void run_listenerThrows_watchGoesOn() throws Exception {
    PluginWatch throwing =
        new PluginWatch(
            folder,
            Duration.ZERO,
            set -> {
              sets.add(set);
              throw new IllegalStateException("the listener's own fault");
            });
    try (throwing) {
      throwing.start();
      throwing.poke();
      assertThat(next()).isEqualTo(PluginSet.EMPTY);
      throwing.poke();
      assertThat(next()).isEqualTo(PluginSet.EMPTY);
    }
  }

  private PluginWatch watching(Duration interval) {
    PluginWatch watch = new PluginWatch(folder, interval, sets::add);
    watch.start();
    return watch;
  }

  private PluginSet next() throws Exception {
    return Objects.requireNonNull(sets.poll(20, TimeUnit.SECONDS), "no scan within 20 s");
  }

  private static String versionOfGood(PluginSet set) {
    return Objects.requireNonNull(set.providers().get("good"), () -> "none in " + set)
        .descriptor()
        .version()
        .text();
  }
}
