package dev.patchbay.plugin.localembed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ONNX Runtime's telemetry, were it on, would leave an id of the machine in the user's cache and a
 * socket to Microsoft, and would end a process whose command line is as long as the server's.
 */
final class TelemetryTest {
  @TempDir private Path home;

  @Test
  void load_longCommandLine_livesAndLeavesNoTrace() throws Exception {
    Path log = home.resolveSibling(home.getFileName() + ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + home,
                "-Duser.home=" + home,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                ChildProcess.class.getName()));
    command.addAll(Collections.nCopies(500, "a-long-word-on-the-command-line"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().putAll(Map.of("HOME", home.toString(), "TMPDIR", home.toString()));
    builder.environment().remove("XDG_CACHE_HOME");
    builder.environment().remove("ORT_DISABLE_TELEMETRY");

    Process process = builder.start();

    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(log);
    Files.delete(log);
    assertThat(process.exitValue()).as("status; it said: %s", said).isZero();
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(home)) {
      return all.toList();
    }
  }
}
