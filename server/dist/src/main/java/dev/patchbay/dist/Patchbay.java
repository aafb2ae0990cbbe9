package dev.patchbay.dist;

import dev.patchbay.cli.ChatCommand;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. Exit status: 0 success, 1 failure, 2 bad usage. */
@Command(
    name = "patchbay",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "The gRPC-native switch between your services and every place a model runs.",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      ChatCommand.class,
      ValidateCommand.class,
      PluginsCommand.class,
      ProvidersCommand.class,
      KeysCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
public final class Patchbay {
  public static void main(String[] arguments) {
    // grpc-java logs through java.util.logging.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Patchbay())
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          command
              .getErr()
              .println(failure.getMessage() == null ? failure.toString() : failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
  }
}
