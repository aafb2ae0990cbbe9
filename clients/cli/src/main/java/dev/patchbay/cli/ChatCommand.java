package dev.patchbay.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay chat}: prints the answer alone on standard output, as it comes. */
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    description = "Asks a running server one question and prints the answer as it comes.")
public final class ChatCommand implements Callable<Integer> {
  private static final String KEY_VARIABLE = "PATCHBAY_KEY";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      description = "The gRPC door (default: ${DEFAULT-VALUE}).")
  private String address = "127.0.0.1:7070";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The gateway key, if the server asks for one; default: $" + KEY_VARIABLE + ".")
  private @Nullable String key;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "The model; default: the first that can be called.")
  private @Nullable String model;

  @Parameters(paramLabel = "PROMPT", description = "The question.")
  private String prompt = "";

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    try (var client = ChatClient.connect(address, keyToShow())) {
      String asked = model != null ? model : client.firstModel();
      client.ask(
          asked,
          prompt,
          text -> {
            out.print(text);
            out.flush();
          });
      out.println();
      return 0;
    } catch (ChatException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  /** An option stands in the list of processes for all to see; a variable does not. */
  private @Nullable String keyToShow() {
    String variable = System.getenv(KEY_VARIABLE);
    return key != null || variable == null || variable.isBlank() ? key : variable.strip();
  }
}
