package dev.patchbay.dist;

import dev.patchbay.server.boot.Validation;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code patchbay validate}: checks a configuration as {@code serve} would, and starts nothing. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Checks a configuration with the plugins that it would load. Starts nothing.")
final class ValidateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConfigOption config = new ConfigOption();

  @Override
  public Integer call() throws Exception {
    Path file = config.file();
    Validation.check(file, System::getenv, ConfigOption.installation());
    Objects.requireNonNull(spec).commandLine().getOut().println(file + " is good");
    return 0;
  }
}
