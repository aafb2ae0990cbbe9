package dev.patchbay.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchbayTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "demo --help",
        "serve --help",
        "chat --help",
        "validate --help",
        "plugins --help",
        "plugins list --help",
        "providers --help",
        "keys --help",
        "keys new --help",
        "version --help",
        "help"
      })
  void help_everywhere_isPrintedOnStdout(String arguments) {
    assertThat(execute(arguments)).isZero();
    assertThat(out.toString()).contains("Usage: patchbay");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nosuch",
        "--nosuch",
        "demo --nosuch",
        "serve --config",
        "chat",
        "chat one two",
        "plugins",
        "plugins nosuch",
        "keys",
        "keys old",
        "keys new --name a/b",
        "keys new extra",
        "validate extra",
        "demo --sim --model some.gguf"
      })
  void usage_bad_isTwoAndToldOnStderr(String arguments) {
    assertThat(execute(arguments)).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).containsAnyOf("Usage: patchbay", "Did you mean: patchbay");
  }

  private int execute(String arguments) {
    return Patchbay.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
  }
}
