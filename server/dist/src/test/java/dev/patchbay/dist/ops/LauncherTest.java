package dev.patchbay.dist.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout whose build and program only write down that they ran. */
class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "dirname",
          "find",
          "grep",
          "head",
          "ln",
          "ls",
          "mkdir",
          "readlink",
          "rm",
          "rmdir",
          "sleep",
          "touch",
          "uname");

  @TempDir private Path temp;

  private Path root;
  private Path source;

  /** How a launcher ended. */
  private record Ending(int status, String out, String err) {}

  @BeforeEach
  void checkout() throws IOException {
    root = Files.createDirectories(temp.resolve("checkout"));
    for (String folder : List.of("proto", "spi", "plugins", "clients/cli", "server/dist")) {
      Files.createDirectories(root.resolve(folder));
    }
    source = root.resolve("server/gateway/src/main/java/Gateway.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "class Gateway {}");
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    executable(root.resolve("patchbay"), Files.readString(Path.of("../../patchbay")));
    executable(
        root.resolve("mvnw"),
        """
        #!/bin/sh
        cd "$(dirname "$0")"
        echo "$@" >> builds
        [ ! -e broken ] || { echo "javac says no"; exit 1; }
        home=server/dist/target/patchbay
        sleep 1
        mkdir -p $home/bin $home/lib
        touch $home/lib/patchbay-dist-1.jar
        printf '#!/bin/sh\\necho "ran $*"\\nexit 7\\n' > $home/bin/patchbay
        chmod +x $home/bin/patchbay
        """);
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void run_nothingBuilt_buildsWithOneLineAndHandsOver() throws Exception {
    Ending ending = run("serve", "--config", "a file");

    assertThat(ending).isEqualTo(new Ending(7, "ran serve --config a file\n", ending.err()));
    assertThat(ending.err().lines()).singleElement().asString().contains("building");
    assertThat(builds()).singleElement().asString().contains("-pl server/dist -am package");
  }

  @Test
  void run_built_buildsAgainOnlyForANewerSource() throws Exception {
    run("version");

    assertThat(run("version")).isEqualTo(new Ending(7, "ran version\n", ""));
    assertThat(builds()).hasSize(1);

    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    run("version");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void run_fromASymbolicLinkInAnotherFolder_findsItsCheckout() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("pb"), Path.of("checkout/patchbay"));

    assertThat(run(Map.of(), link, "version").out()).isEqualTo("ran version\n");
  }

  @Test
  void run_twoAtOnce_buildOnce() throws Exception {
    Process first = start(Map.of(), root.resolve("patchbay"), "one");
    Process second = start(Map.of(), root.resolve("patchbay"), "two");

    assertThat(ending(first).out()).isEqualTo("ran one\n");
    assertThat(ending(second).out()).isEqualTo("ran two\n");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void run_lockOfADeadProcess_isTakenAway() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path lock = root.resolve("server/dist/target/launcher.lock");
    Files.createDirectories(lock.getParent());
    Files.createSymbolicLink(lock, Path.of(Long.toString(dead.pid())));

    assertThat(run("version").out()).isEqualTo("ran version\n");
    assertThat(Files.isSymbolicLink(lock)).isFalse();
  }

  @Test
  void run_buildFails_failsAndBuildsAgainNextTime() throws Exception {
    Files.createFile(root.resolve("broken"));

    Ending ending = run("version");

    assertThat(ending.status()).isEqualTo(1);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.err()).contains("javac says no", "the build failed");
    Files.delete(root.resolve("broken"));
    assertThat(run("version").status()).isEqualTo(7);
  }

  @Test
  void run_nothingInstalled_namesAllInOneLineBeforeItBuilds() throws Exception {
    Ending ending = run(bare(), root.resolve("patchbay"), "demo");

    assertThat(ending.status()).isEqualTo(1);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.err().lines().filter(line -> line.contains("apt-get install")))
        .singleElement()
        .asString()
        .contains("maven", "python3-pip");
    assertThat(root.resolve("builds")).doesNotExist();
  }

  @Test
  void run_builtAndNoPip_demoNeedsItUnlessThereIsAModelOrNone() throws Exception {
    run("version");
    Path script = root.resolve("patchbay");
    Map<String, String> bare = bare();

    assertThat(run(bare, script, "demo").err()).contains("python3-pip").doesNotContain("maven");
    assertThat(run(bare, script, "demo", "--sim").status()).isEqualTo(7);
    assertThat(run(bare, script, "demo", "--help").status()).isEqualTo(7);
    assertThat(run(bare, script, "demo", "--model", "my.gguf").err()).doesNotContain("pip");
    assertThat(run(bare, script, "serve").status()).isEqualTo(7);
    Path models = Files.createDirectories(Path.of(bare.get("HOME"), ".cache/patchbay/models"));
    Files.createFile(models.resolve("SmolLM2-135M-Instruct.Q4_1.gguf"));
    assertThat(run(bare, script, "demo").err()).doesNotContain("pip");
  }

  /** A machine with hardly anything on it. */
  private Map<String, String> bare() throws IOException {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    for (String tool : TOOLS) {
      Path folder = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin") : Path.of("/usr/bin");
      executable(bin.resolve(tool), "#!/bin/sh\nexec " + folder.resolve(tool) + " \"$@\"\n");
    }
    Path home = Files.createDirectories(temp.resolve("nobody"));
    return Map.of("PATH", bin.toString(), "HOME", home.toString());
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(root.resolve("builds"));
  }

  private Ending run(String... arguments) throws Exception {
    return run(Map.of(), root.resolve("patchbay"), arguments);
  }

  private static Ending run(Map<String, String> environment, Path script, String... arguments)
      throws Exception {
    return ending(start(environment, script, arguments));
  }

  /**
   * @param environment if there is one, nothing else is inherited
   */
  private static Process start(Map<String, String> environment, Path script, String... arguments)
      throws IOException {
    var command = new ArrayList<>(List.of("/bin/sh", script.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    if (!environment.isEmpty()) {
      builder.environment().clear();
      builder.environment().putAll(environment);
    }
    return builder.start();
  }

  private static Ending ending(Process process) throws Exception {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ending(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), UTF_8),
        new String(process.getErrorStream().readAllBytes(), UTF_8));
  }
}
