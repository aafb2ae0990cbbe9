package dev.patchbay.dist.ops;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The installed program in a process of its own, started as an operator starts it. */
final class Program implements AutoCloseable {
  /** The distribution that this build has put together. */
  static final Path HOME = Path.of("target", "patchbay").toAbsolutePath();

  private static final int LIMIT_SECONDS = 60;

  /** For programs that run for a second, the optimising compiler costs more than it gives. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private final Process process;
  private final Lines out;
  private final Lines err;

  /** How a program ended. */
  record Ending(int status, List<String> out, List<String> err) {
    String outText() {
      return String.join("\n", out);
    }

    String errText() {
      return String.join("\n", err);
    }
  }

  private Program(Process process) {
    this.process = process;
    out = new Lines(process.getInputStream());
    err = new Lines(process.getErrorStream());
  }

  static Program start(String... arguments) throws IOException {
    return start(HOME, Map.of(), arguments);
  }

  /**
   * @param environment added to the test's own, in which no configuration is named
   */
  static Program start(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(home.resolve("bin").resolve("patchbay").toString());
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().remove("PATCHBAY_CONFIG");
    builder.environment().put("PATCHBAY_JAVA_OPTS", QUICK);
    builder.environment().putAll(environment);
    return new Program(builder.start());
  }

  /** Runs it to its end. */
  static Ending run(String... arguments) throws IOException, InterruptedException {
    try (Program program = start(arguments)) {
      return program.ending();
    }
  }

  static Ending run(Path home, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    try (Program program = start(home, environment, arguments)) {
      return program.ending();
    }
  }

  Lines out() {
    return out;
  }

  Lines err() {
    return err;
  }

  /** The port that it says a listener has; waits for it. */
  int port(String listener) {
    String line =
        out.await("listening " + listener, said -> said.startsWith("listening " + listener + " "));
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
  }

  /** {@code serve} is ready; gives the gRPC door's address. */
  String awaitReady() {
    out.await("ready", "ready"::equals);
    return "127.0.0.1:" + port("grpc");
  }

  void hangUp() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
  }

  void terminate() {
    process.destroy();
  }

  Ending ending() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; out:\n" + out + "\nerr:\n" + err);
    }
    return new Ending(process.exitValue(), out.all(), err.all());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
