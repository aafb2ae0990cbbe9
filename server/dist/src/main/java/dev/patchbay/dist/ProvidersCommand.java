package dev.patchbay.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.server.boot.ProviderFacts;
import dev.patchbay.server.boot.Validation;
import dev.patchbay.server.fault.Nearest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay providers [NAME]}. Fails if there is no such provider. */
@Command(
    name = "providers",
    mixinStandardHelpOptions = true,
    description = "Lists what the plugins can talk to: settings, credentials, known models.")
final class ProvidersCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConfigOption config = new ConfigOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "One provider, with every setting and model.")
  private @Nullable String name;

  @Option(names = "--json", description = "Prints all that is known as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Log.warningsOnly();
    List<ProviderFacts> all =
        Validation.providers(config.pluginFolder(), ConfigOption.installation());
    List<ProviderFacts> asked =
        all.stream().filter(one -> name == null || one.name().equals(name)).toList();
    if (name != null && asked.isEmpty()) {
      List<String> names = all.stream().map(ProviderFacts::name).toList();
      err().println("no provider \"" + name + "\"" + Nearest.questionOrList(name, names, "known"));
      return 1;
    }
    if (json) {
      out().println(new String(ProviderJson.write(asked), UTF_8));
    } else {
      var text = new ProviderText(out(), name != null);
      asked.forEach(text::print);
    }
    return 0;
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}
