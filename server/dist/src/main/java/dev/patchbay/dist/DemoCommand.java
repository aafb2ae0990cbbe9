package dev.patchbay.dist;

import dev.patchbay.cli.ChatClient;
import dev.patchbay.server.boot.PatchbayServer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code patchbay demo}: a server with one small model, one question through its own gRPC door, and
 * how to go on from there.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a server on loopback with a small model in the process, asks it a question through the gRPC door,",
      "prints the answer as it streams, and keeps serving until Ctrl-C. No key, no account; not for production."
    })
final class DemoCommand implements Callable<Integer> {
  private static final String QUESTION = "What is the capital of France?";

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--once", description = "End after the answer.")
  private boolean once;

  @Option(
      names = "--model",
      paramLabel = "FILE.gguf",
      description = "Use this model; nothing is downloaded.")
  private @Nullable Path model;

  @Option(names = "--sim", description = "Use no model at all: a simulated answer.")
  private boolean sim;

  @Override
  public Integer call() throws Exception {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    if (model != null && sim) {
      throw new ParameterException(commandLine, "--sim uses no model: leave out --model, or --sim");
    }
    PrintWriter out = commandLine.getOut();
    var setup = new DemoSetup(model, sim);
    out.println(setup.announcement());
    out.flush();
    try (PatchbayServer server = start(setup)) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
      setup.awaitModel(server);
      String address = "127.0.0.1:" + server.grpcAddress().getPort();
      ask(out, setup.modelName(), address);
      if (!once) {
        String http = "127.0.0.1:" + server.httpAddress().getPort();
        out.println(DemoSetup.howToCall(setup.modelName(), address, http));
        out.flush();
        new CountDownLatch(1).await();
      }
      return 0;
    }
  }

  /** The configuration's file is gone when this returns: Ctrl-C must leave none behind. */
  private static PatchbayServer start(DemoSetup setup) throws Exception {
    Path file = setup.write();
    try {
      return PatchbayServer.start(file, System::getenv, ConfigOption.installation());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void ask(PrintWriter out, String model, String address) throws Exception {
    out.println();
    out.println("> " + QUESTION);
    try (var client = ChatClient.connect(address, null)) {
      ChatClient.Answer answer =
          client.ask(
              model,
              QUESTION,
              text -> {
                out.print(text);
                out.flush();
              });
      out.println();
      out.println();
      out.println(DemoSummary.of(answer));
      out.flush();
    }
  }
}
