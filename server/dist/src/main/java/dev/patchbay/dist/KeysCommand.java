package dev.patchbay.dist;

import dev.patchbay.server.access.FreshKey;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code patchbay keys}. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes keys for callers.",
    subcommands = KeysCommand.NewCommand.class)
final class KeysCommand {
  /** {@code patchbay keys new}. Keeps nothing: what it prints is all that there is. */
  @Command(
      name = "new",
      mixinStandardHelpOptions = true,
      description = "Prints a fresh key, this once, and the lines of the configuration for it.")
  static final class NewCommand implements Callable<Integer> {
    /** Narrower than what the configuration takes: needs no quotation marks anywhere. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}");

    @Spec private @Nullable CommandSpec spec;

    @Option(
        names = "--name",
        paramLabel = "NAME",
        description = "The key's name in the configuration (default: ${DEFAULT-VALUE}).")
    private String name = "my-key";

    @Override
    public Integer call() {
      CommandSpec command = Objects.requireNonNull(spec);
      if (!NAME.matcher(name).matches()) {
        throw new ParameterException(
            command.commandLine(),
            "--name must be a letter and up to 127 letters, digits, \"-\", \"_\" and \".\", not \""
                + name
                + "\"");
      }
      print(command.commandLine().getOut(), FreshKey.random(new SecureRandom()));
      return 0;
    }

    private void print(PrintWriter out, FreshKey key) {
      out.println("secret: " + key.reveal());
      out.println("hash: " + key.hash().text());
      out.println();
      out.println("# The secret is shown this once and kept nowhere: hand it to the caller.");
      out.println("# The configuration needs the hash alone:");
      out.println("keys:");
      out.println("  " + name + ": {hash: \"" + key.hash().text() + "\", models: [\"*\"]}");
      out.flush();
    }
  }
}
