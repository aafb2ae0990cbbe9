package dev.patchbay.dist.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.dist.ops.Program.Ending;
import dev.patchbay.server.boot.Installation;
import dev.patchbay.server.boot.Validation;
import dev.patchbay.server.config.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way to be a bad configuration: serve says where and what, and starts nothing; validate says
 * the same.
 */
class BadConfigurationIT {
  private static final String GOOD =
      """
      server:
        grpc: {port: 0}
        http: {port: 0}
        admin: {port: 0}
      endpoints:
        rehearsal:
          provider: sim
          settings: {tokens: 5}
        openai-us: {provider: openai, base-url: "http://127.0.0.1:9/v1", api-key: k}
      models:
        one:
          targets:
            - {endpoint: rehearsal, model: sim}
      """;

  @TempDir private Path temp;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "feature that isn't built",
            "  one:\n",
            "  one:\n    strategy: fastest\n",
            "12:5",
            "strategy",
            "not supported in this version"),
        mistake("unknown key", "targets:", "target:", "12:5", "target", "targets"),
        mistake("wrong type", "grpc: {port: 0}", "grpc: {port: many}", "2:16", "many", "number"),
        mistake(
            "missing secret",
            "api-key: k",
            "api-key: \"${env:NO_SUCH_SECRET}\"",
            "9:77",
            "NO_SUCH_SECRET"),
        mistake("unknown provider", "provider: sim", "provider: simm", "7:5", "simm", "\"sim\""),
        mistake(
            "unknown endpoint",
            "endpoint: rehearsal",
            "endpoint: rehersal",
            "13:20",
            "rehersal",
            "rehearsal"),
        mistake("unknown setting", "tokens: 5", "tokns: 5", "8:16", "tokns", "tokens"),
        mistake("setting of a wrong type", "tokens: 5", "tokens: few", "8:24", "few", "whole"),
        mistake(
            "setting that the provider refuses",
            "tokens: 5",
            "tokens: 0",
            "8:24",
            "tokens must be 1 or more"),
        mistake(
            "public listener without keys",
            "grpc: {port: 0}",
            "grpc: {host: 0.0.0.0}",
            "2:10",
            "127.0.0.0/8",
            "configure keys"),
        mistake(
            "key without models",
            "endpoints:\n",
            "keys: {k: {secret: a-key-of-20-letters.}}\nendpoints:\n",
            "5:8",
            "missing key \"models\""),
        mistake("no YAML", "endpoints:\n", "endpoints: [\n", "", "not valid YAML"));
  }

  private static Arguments mistake(
      String name, String good, String bad, String place, String... words) {
    return Arguments.of(name, GOOD.replace(good, bad), place, List.of(words));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void serve_badConfiguration_saysWhatValidateSaysAndStartsNothing(
      String name, String text, String place, List<String> words) throws Exception {
    Path file = Files.writeString(temp.resolve("bad.yaml"), text);

    Ending ending = Program.run("serve", "--config", file.toString());

    assertThat(ending.status()).as(ending.errText()).isEqualTo(1);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.errText()).contains(file + ":" + place).contains(words);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Validation.check(file, variable -> null, new Installation(Program.HOME)))
        .satisfies(failure -> assertThat(ending.errText()).endsWith(failure.getMessage()));
  }

  @Test
  void serveAndValidate_missingPluginFolder_sayWhereAndStartNothing() throws Exception {
    Path file = Files.writeString(temp.resolve("bad.yaml"), "plugins: {folder: nowhere}\n" + GOOD);
    for (String command : List.of("validate", "serve")) {
      Ending ending = Program.run(command, "--config", file.toString());

      assertThat(ending.status()).as(ending.errText()).isEqualTo(1);
      assertThat(ending.out()).isEmpty();
      assertThat(ending.errText()).contains(file + ":1:19", "nowhere");
    }
  }

  @Test
  void validate_goodConfiguration_saysSo() throws Exception {
    Path file = Files.writeString(temp.resolve("good.yaml"), GOOD);

    Ending ending = Program.run("validate", "--config", file.toString());

    assertThat(ending.status()).as(ending.errText()).isZero();
    assertThat(ending.outText()).isEqualTo(file + " is good");
  }

  @Test
  void serve_noSuchFile_failsAndNamesIt() throws Exception {
    Ending ending = Program.run("serve", "--config", temp.resolve("absent.yaml").toString());

    assertThat(ending.status()).isEqualTo(1);
    assertThat(ending.errText()).contains(temp.resolve("absent.yaml").toString(), "does not exist");
  }
}
