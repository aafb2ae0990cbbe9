package dev.patchbay.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.server.plugin.PluginStatus.State;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Setting;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {
  @TempDir private Path temp;
  private Path plugins;
  private Path work;
  private PluginFolder folder;

  @BeforeEach
  void open() throws Exception {
    plugins = Files.createDirectory(temp.resolve("plugins"));
    work = temp.resolve("work");
    folder = new PluginFolder(plugins, work);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void scan_emptyFolder_isEmpty() {
    assertThat(folder.scan()).isEqualTo(PluginSet.EMPTY);
  }

  @Test
  void new_noSuchFolder_saysSo() {
    assertThatThrownBy(() -> new PluginFolder(temp.resolve("absent"), work))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("absent");
  }

  @Test
  void scan_jar_servesItsProviders() {
    Path file = TestPlugin.of("pair", "1.0.0", "one", "two").jar(plugins.resolve("pair.jar"));

    PluginSet set = folder.scan();

    assertThat(set.providers()).containsOnlyKeys("one", "two");
    assertThat(set.statuses())
        .containsExactly(
            new PluginStatus("pair", "1.0.0", State.SERVING, file, List.of("one", "two"), null));
    PluginGeneration generation = serving(set, "one");
    assertThat(generation).isSameAs(serving(set, "two"));
    assertThat(generation.factory("two").name()).isEqualTo("two");
    assertThat(generation.nativeThreads()).isFalse();
    assertThat(generation.file()).isEqualTo(file);
    assertThatThrownBy(() -> generation.factory("three")).hasMessageContaining("[one, two]");
  }

  @Test
  void scan_foldersOfClassesAndOfJars_areLoadedToo() throws Exception {
    TestPlugin.of("classes", "1.0.0").folder(plugins.resolve("classes"));
    Path jars = Files.createDirectories(plugins.resolve("jars/lib"));
    TestPlugin.of("jars", "1.0.0").jar(jars.resolve("jars.jar"));
    Files.writeString(jars.resolve("notes.txt"), "not code");

    assertThat(folder.scan().providers()).containsOnlyKeys("classes", "jars");
  }

  @Test
  void scan_otherFilesAndHiddenNames_arePassedOver() throws Exception {
    Files.writeString(plugins.resolve("README.md"), "what to put here");
    TestPlugin.of("hidden", "1.0.0").jar(plugins.resolve(".hidden.jar"));
    TestPlugin.of("copying", "1.0.0").jar(plugins.resolve("copying.jar.part"));

    assertThat(folder.scan()).isEqualTo(PluginSet.EMPTY);
  }

  @Test
  void scan_nothingChanged_keepsTheGenerationObject() throws Exception {
    Path file = TestPlugin.of("good", "1.0.0").jar(plugins.resolve("good.jar"));
    PluginGeneration first = serving(folder.scan(), "good");

    Files.move(file, plugins.resolve("renamed.jar"));

    assertThat(serving(folder.scan(), "good")).isSameAs(first);
    assertThat(folder.generationsAlive()).containsExactly(Map.entry("good", 1));
  }

  @Test
  void scan_replacedWhileLeased_bothWorkUntilTheLeaseEnds() throws Exception {
    Path file = TestPlugin.of("good", "1.0.0").jar(plugins.resolve("good.jar"));
    PluginGeneration old = serving(folder.scan(), "good");
    Lease lease = old.lease();

    TestPlugin.of("good", "1.0.1").jar(file);
    PluginGeneration fresh = serving(folder.scan(), "good");

    assertThat(fresh).isNotSameAs(old);
    assertThat(lateText(fresh.factory("good"))).isEqualTo("1.0.1");
    assertThat(lateText(old.factory("good"))).isEqualTo("1.0.0");
    old.lease().close();
    lease.close();
    lease.close();
    assertThatThrownBy(old::lease).isInstanceOf(IllegalStateException.class);
    Garbage.awaitAlive(folder, "good", 1);
    assertThatThrownBy(() -> old.factory("good"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("good 1.0.0");
    assertThat(copiesAtRest()).containsExactly(fresh.hash());
  }

  @Test
  void scan_overwrittenInPlace_oldOneGoesOnFromItsCopy() {
    Path file = TestPlugin.of("good", "1.0.0").overwriteJar(plugins.resolve("good.jar"));
    PluginGeneration old = serving(folder.scan(), "good");

    try (Lease held = old.lease()) {
      TestPlugin.of("good", "1.0.1").overwriteJar(file);
      assertThat(lateText(old.factory("good"))).isEqualTo("1.0.0");
      assertThat(lateText(serving(folder.scan(), "good").factory("good"))).isEqualTo("1.0.1");
      assertThat(held).isNotNull();
    }
  }

  @Test
  void scan_removedWhileLeased_isCollectedAfterTheLastLease() throws Exception {
    Path file = TestPlugin.of("good", "1.0.0").jar(plugins.resolve("good.jar"));
    PluginGeneration old = serving(folder.scan(), "good");
    Lease first = old.lease();
    Lease second = old.lease();

    Files.delete(file);

    assertThat(folder.scan()).isEqualTo(PluginSet.EMPTY);
    first.close();
    assertThat(lateText(old.factory("good"))).isEqualTo("1.0.0");
    second.close();
    Garbage.awaitAlive(folder, "good", 0);
    assertThat(copiesAtRest()).isEmpty();
  }

  @Test
  void scan_backWhileTheOldOneIsLeased_keepsTheirCommonCopy() throws Exception {
    Path file = TestPlugin.of("good", "1.0.0").jar(plugins.resolve("good.jar"));
    Path aside = temp.resolve("good.jar");
    PluginGeneration old = serving(folder.scan(), "good");
    Lease lease = old.lease();
    Files.move(file, aside);
    folder.scan();
    Files.move(aside, file);
    PluginGeneration fresh = serving(folder.scan(), "good");

    lease.close();
    Garbage.awaitAlive(folder, "good", 1);

    assertThat(fresh).isNotSameAs(old);
    assertThat(lateText(fresh.factory("good"))).isEqualTo("1.0.0");
  }

  @Test
  void scan_sameIdTwice_highestVersionServesTheOtherIsRetired() {
    Path low = TestPlugin.of("good", "1.9.0").jar(plugins.resolve("a.jar"));
    Path high = TestPlugin.of("good", "1.10.0").jar(plugins.resolve("b.jar"));

    PluginSet set = folder.scan();

    assertThat(serving(set, "good").file()).isEqualTo(high);
    assertThat(set.statuses())
        .extracting(PluginStatus::state)
        .containsExactly(State.RETIRED, State.SERVING);
    assertThat(set.statuses().getFirst().reason())
        .isEqualTo("%s: version 1.10.0 in %s serves; remove this file", low, high);
  }

  @Test
  void scan_sameBytesTwice_firstServes() throws Exception {
    Path first = TestPlugin.of("good", "1.0.0").jar(plugins.resolve("a.jar"));
    Files.copy(first, plugins.resolve("b.jar"));
    folder.scan();

    PluginSet set = folder.scan();

    assertThat(set.statuses())
        .extracting(PluginStatus::state)
        .containsExactly(State.SERVING, State.RETIRED);
    assertThat(lateText(serving(set, "good").factory("good"))).isEqualTo("1.0.0");
  }

  @Test
  void scan_highestVersionIsBad_nextOneServes() {
    TestPlugin.of("good", "1.0.0").jar(plugins.resolve("a.jar"));
    TestPlugin.of("good", "2.0.0").providersBody("return null;").jar(plugins.resolve("b.jar"));

    PluginSet set = folder.scan();

    assertThat(serving(set, "good").descriptor().version().text()).isEqualTo("1.0.0");
    assertThat(set.statuses())
        .extracting(PluginStatus::state)
        .containsExactly(State.SERVING, State.QUARANTINED);
  }

  @Test
  void scan_sameProviderNameAtOnce_firstFileByNameHasIt() {
    TestPlugin.of("zebra", "1.0.0", "shared").jar(plugins.resolve("a.jar"));
    TestPlugin.of("ant", "1.0.0", "shared").jar(plugins.resolve("b.jar"));

    PluginSet set = folder.scan();

    assertThat(serving(set, "shared").descriptor().id()).isEqualTo("zebra");
    assertThat(set.statuses().getLast().reason())
        .contains("'shared' belongs to the plugin 'zebra'; remove one of the two");
  }

  @Test
  void scan_sameProviderNameLater_newcomerIsQuarantinedUntilTheNameIsFree() throws Exception {
    Path incumbent = TestPlugin.of("zebra", "1.0.0", "shared").jar(plugins.resolve("z.jar"));
    folder.scan();
    TestPlugin.of("ant", "1.0.0", "shared").jar(plugins.resolve("a.jar"));

    assertThat(serving(folder.scan(), "shared").descriptor().id()).isEqualTo("zebra");
    Files.delete(incumbent);
    assertThat(serving(folder.scan(), "shared").descriptor().id()).isEqualTo("ant");
  }

  @Test
  void scan_fileBecomesBad_whatWasLoadedServesOn() throws Exception {
    Path file = TestPlugin.of("good", "1.0.0").jar(plugins.resolve("good.jar"));
    PluginGeneration old = serving(folder.scan(), "good");
    Files.writeString(file, "half a");

    folder.scan();
    PluginSet set = folder.scan();

    assertThat(serving(set, "good")).isSameAs(old);
    assertThat(set.statuses())
        .extracting(PluginStatus::state)
        .containsExactly(State.SERVING, State.QUARANTINED);
    TestPlugin.of("good", "1.0.1").jar(file);
    assertThat(serving(folder.scan(), "good").descriptor().version().text()).isEqualTo("1.0.1");
  }

  @Test
  void scan_ownTransport_isNotReplacedWhileTheServerRuns() {
    Path file =
        TestPlugin.of("sdk", "1.0.0").with("own-transport", "true").jar(plugins.resolve("sdk.jar"));
    PluginGeneration old = serving(folder.scan(), "sdk");
    TestPlugin.of("sdk", "1.0.1").with("own-transport", "true").jar(file);

    PluginSet set = folder.scan();

    assertThat(serving(set, "sdk")).isSameAs(old);
    assertThat(set.statuses().getLast().reason()).contains("own-transport", "restart the server");
  }

  @Test
  void scan_folderGone_throwsAndTheOldSetStays() throws Exception {
    Path file = TestPlugin.of("good", "1.0.0").jar(plugins.resolve("good.jar"));
    PluginGeneration old = serving(folder.scan(), "good");
    Path aside = temp.resolve("aside");
    Files.move(plugins, aside);

    assertThatThrownBy(folder::scan).isInstanceOf(UncheckedIOException.class);

    Files.move(aside, plugins);
    assertThat(serving(folder.scan(), "good")).isSameAs(old);
    assertThat(file).exists();
  }

  @Test
  void new_workFolderInUse_anotherIsUsedAndNothingIsDeleted() {
    TestPlugin.of("good", "1.0.0").jar(plugins.resolve("good.jar"));
    PluginGeneration mine = serving(folder.scan(), "good");

    try (PluginFolder other = new PluginFolder(plugins, work)) {
      assertThat(serving(other.scan(), "good").hash()).isEqualTo(mine.hash());
      assertThat(work.resolve("2").resolve(mine.hash())).isDirectory();
    }

    assertThat(lateText(mine.factory("good"))).isEqualTo("1.0.0");
    assertThat(work.resolve("2").resolve(mine.hash())).doesNotExist();
  }

  @Test
  void new_copiesOfACrashedServer_areDeleted() throws Exception {
    folder.close();
    Path left = Files.createDirectories(work.resolve("ab".repeat(32)));
    Files.writeString(left.resolve("left.jar"), "x");

    try (PluginFolder again = new PluginFolder(plugins, work)) {
      assertThat(left).doesNotExist();
      assertThat(again.scan()).isEqualTo(PluginSet.EMPTY);
    }
  }

  @Test
  void close_deletesCopiesAndRefusesScans() throws Exception {
    TestPlugin.of("good", "1.0.0").jar(plugins.resolve("good.jar"));
    folder.scan();

    folder.close();

    assertThat(copies()).isEmpty();
    assertThatThrownBy(folder::scan).isInstanceOf(IllegalStateException.class);
  }

  private static PluginGeneration serving(PluginSet set, String provider) {
    return Objects.requireNonNull(set.providers().get(provider), () -> "none in " + set);
  }

  private static String lateText(ProviderFactory factory) {
    return factory.settings().stream().map(Setting::doc).findFirst().orElseThrow();
  }

  /** What is in the work folder once nothing is being released: a scan waits for that. */
  private List<String> copiesAtRest() throws Exception {
    folder.scan();
    return copies();
  }

  private List<String> copies() throws Exception {
    try (Stream<Path> entries = Files.list(work)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.equals(".lock"))
          .toList();
    }
  }
}
