package dev.patchbay.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.plugin.PluginStatus.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to be a bad plugin: refused with a reason, while the good one beside it serves. */
class BadPluginTest {
  private static final String RELEASE = "patchbay.test.release-spinning-constructor";

  @TempDir private Path temp;

  static Stream<Arguments> corpus() {
    return Stream.of(
        Arguments.of(
            "private constructor",
            bad().members("private Entry() {}"),
            "public constructor without arguments"),
        Arguments.of(
            "throwing constructor",
            bad().members("public Entry() { throw new IllegalStateException(\"boom\"); }"),
            "java.lang.IllegalStateException: boom, at plugin:bad@1.0.0//demo.Entry.<init>"),
        Arguments.of(
            "constructor throws an error",
            bad().members("public Entry() { throw new Error(\"boom\"); }"),
            "java.lang.Error: boom"),
        Arguments.of(
            "constructor recurses",
            bad().members("static int f(int i) { return f(i + 1) + 1; } public Entry() { f(0); }"),
            "StackOverflowError"),
        Arguments.of(
            "exception can't be read",
            bad()
                .members(
                    "static class Nasty extends Error { public String toString() { throw this; } }"
                        + " public Entry() { throw new Nasty(); }"),
            "can't be read"),
        Arguments.of(
            "throwing static initialiser",
            bad().members("static { if (true) throw new IllegalStateException(\"static boom\"); }"),
            "static boom"),
        Arguments.of("missing superclass", missingSuperclass(), "demo.Base"),
        Arguments.of(
            "throwing providers()",
            bad().providersBody("throw new UnsupportedOperationException(\"no\");"),
            "UnsupportedOperationException: no"),
        Arguments.of(
            "providers() gives null",
            bad().providersBody("return null;"),
            "providers() gives null"),
        Arguments.of(
            "names mismatch",
            bad().providersBody("return List.of(new Named(\"other\"));"),
            "providers are [bad], demo.Entry.providers() gives [other]"),
        Arguments.of(
            "name twice",
            bad().providersBody("return List.of(new Named(\"bad\"), new Named(\"bad\"));"),
            "two of its providers have the name 'bad'"),
        Arguments.of(
            "two entries",
            bad().source("Second", second()).services("demo.Entry", "demo.Second"),
            "names [demo.Entry, demo.Second], the descriptor's entry is demo.Entry"),
        Arguments.of("no entry", bad().services(), "names nothing"),
        Arguments.of(
            "entry not in the plugin", bad().services("demo.Absent"), "demo.Absent not found"),
        Arguments.of(
            "another entry than the descriptor's",
            bad().with("entry", "demo.Other"),
            "entry is demo.Other"),
        Arguments.of("wrong level", bad().with("spi-level", "2"), "levels 1 to 1"),
        Arguments.of(
            "SPI copy inside", bad().file("dev/patchbay/spi/Provider.class", "x"), "'provided'"),
        Arguments.of(
            "versioned SPI copy inside",
            bad().file("META-INF/versions/21/dev/patchbay/spi/Provider.class", "x"),
            "'provided'"),
        Arguments.of("unknown key", bad().with("colour", "red"), "unknown keys [colour]"),
        Arguments.of(
            "missing descriptor",
            bad().withoutDescriptor(),
            "has no META-INF/patchbay/plugin.properties"),
        Arguments.of(
            "newer class files",
            bad().changeClasses(BadPluginTest::newer),
            "compiled for a newer Java"));
  }

  private static TestPlugin bad() {
    return TestPlugin.of("bad", "1.0.0");
  }

  private static TestPlugin missingSuperclass() {
    String entry =
        """
        package demo;
        public class Entry extends Base implements dev.patchbay.spi.ProviderPlugin {}
        """;
    return bad()
        .source("Entry", entry)
        .source("Base", "package demo; public class Base {}")
        .leavingOut("demo/Base.class");
  }

  private static String second() {
    return "package demo; public class Second implements dev.patchbay.spi.ProviderPlugin {}";
  }

  private static byte[] newer(byte[] classFile) {
    byte[] changed = classFile.clone();
    changed[7] = 99;
    return changed;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void scan_badPlugin_isQuarantinedAndTheGoodOneServes(
      String name, TestPlugin plugin, String reason) throws Exception {
    Path plugins = plugins();
    Path file = plugin.jar(plugins.resolve("bad.jar"));

    try (PluginFolder folder = new PluginFolder(plugins, temp.resolve("work"))) {
      assertRefused(folder.scan(), file, reason);
    }
  }

  @Test
  void scan_notAZip_isQuarantined() throws Exception {
    Path plugins = plugins();
    Path file = Files.writeString(plugins.resolve("bad.jar"), "certainly no zip");

    try (PluginFolder folder = new PluginFolder(plugins, temp.resolve("work"))) {
      PluginSet set = folder.scan();

      assertRefused(set, file, "bad.jar is no whole JAR");
      assertThat(set.statuses().getFirst().id()).isEqualTo("bad.jar");
    }
  }

  @Test
  void scan_spinningConstructor_isAbandonedAndNotTriedAgain() throws Exception {
    Path plugins = plugins();
    String spin =
        "public Entry() { while (System.getProperty(\"%s\") == null) Thread.onSpinWait(); }";
    Path file = bad().members(spin.formatted(RELEASE)).jar(plugins.resolve("bad.jar"));

    try (PluginFolder folder =
        new PluginFolder(plugins, temp.resolve("work"), Duration.ofMillis(500))) {
      assertRefused(folder.scan(), file, "abandoned");
      assertRefused(folder.scan(), file, "abandoned");
      assertThat(folder.generationsAlive()).containsEntry("bad", 1);
    } finally {
      System.setProperty(RELEASE, "now");
    }
  }

  @Test
  void scan_badPluginGone_leavesNoClassLoaderBehind() throws Exception {
    Path plugins = plugins();
    String own =
        "static class Own extends RuntimeException { final Object self = Entry.class; }"
            + " public Entry() { throw new Own(); }";
    Path file = bad().members(own).jar(plugins.resolve("bad.jar"));

    try (PluginFolder folder = new PluginFolder(plugins, temp.resolve("work"))) {
      assertRefused(folder.scan(), file, "demo.Entry$Own");
      Garbage.awaitAlive(folder, "bad", 0);
    }
  }

  private Path plugins() throws Exception {
    Path plugins = Files.createDirectory(temp.resolve("plugins"));
    TestPlugin.of("good", "1.0.0").jar(plugins.resolve("good.jar"));
    return plugins;
  }

  private static void assertRefused(PluginSet set, Path file, String reason) {
    assertThat(set.providers()).containsOnlyKeys("good");
    assertThat(set.statuses()).hasSize(2);
    PluginStatus bad = set.statuses().getFirst();
    assertThat(bad.state()).isEqualTo(State.QUARANTINED);
    assertThat(bad.reason()).startsWith(file + ": ").contains(reason);
    assertThat(set.statuses().getLast().state()).isEqualTo(State.SERVING);
  }
}
