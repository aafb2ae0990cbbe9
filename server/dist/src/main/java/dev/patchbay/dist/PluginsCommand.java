package dev.patchbay.dist;

import dev.patchbay.server.boot.Validation;
import dev.patchbay.server.plugin.PluginStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code patchbay plugins}. */
@Command(
    name = "plugins",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks at the plugins.",
    subcommands = PluginsCommand.ListCommand.class)
final class PluginsCommand {
  /** {@code patchbay plugins list}. Fails if a plugin was refused. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Loads the plugins as serve would and tells what became of each.")
  static final class ListCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
      Log.warningsOnly();
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      List<PluginStatus> statuses =
          Validation.plugins(config.pluginFolder(), ConfigOption.installation());
      for (PluginStatus status : statuses) {
        out.println(line(status));
      }
      return statuses.stream().anyMatch(s -> s.state() == PluginStatus.State.QUARANTINED) ? 1 : 0;
    }

    private static String line(PluginStatus status) {
      String reason = status.reason() == null ? "" : "  " + status.reason();
      return "%-12s %-10s %-12s %-20s %s%s"
          .formatted(
              status.id(),
              status.version(),
              status.state().name().toLowerCase(Locale.ROOT),
              String.join(",", status.providers()),
              status.file(),
              reason);
    }
  }
}
