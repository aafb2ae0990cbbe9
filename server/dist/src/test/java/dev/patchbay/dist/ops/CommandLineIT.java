package dev.patchbay.dist.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.ops.Program.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineIT {
  @TempDir private Path temp;

  @Test
  void chat_printsTheAnswerAloneOrWhyThereIsNone() throws Exception {
    Path config = ServeConfig.write(temp.resolve("patchbay.yaml"), "one");
    try (Program serve = Program.start("serve", "--config", config.toString())) {
      String address = serve.awaitReady();

      Ending named = Program.run("chat", "--address", address, "--model", "one", "Hello");
      Ending first = Program.run("chat", "--address", address, "[sim: tokens=3]");
      Ending unknown = Program.run("chat", "--address", address, "--model", "nosuch", "Hello");
      Ending cut = Program.run("chat", "--address", address, "[sim: fail=cut after=2]");

      assertThat(named.status()).isZero();
      assertThat(named.out()).hasSize(1);
      assertThat(named.outText()).startsWith("This answer is simulated");
      assertThat(named.err()).isEmpty();
      assertThat(first.out()).containsExactly("This answer is");
      assertThat(unknown.status()).isEqualTo(1);
      assertThat(unknown.out()).isEmpty();
      assertThat(unknown.errText()).startsWith("MODEL_NOT_FOUND").contains("\"nosuch\"");
      assertThat(cut.status()).isEqualTo(1);
      assertThat(cut.errText()).startsWith("STREAM_INTERRUPTED");
    }
  }

  @Test
  void chat_noServer_failsAndSaysWhatToDo() throws Exception {
    String address = "127.0.0.1:" + freePort();

    Ending ending = Program.run("chat", "--address", address, "Hello");

    assertThat(ending.status()).isEqualTo(1);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.errText()).contains(address, "patchbay serve");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void pluginsList_installed_areAllServing() throws Exception {
    Ending ending = Program.run("plugins", "list");

    assertThat(ending.status()).as(ending.errText()).isZero();
    assertThat(ending.out()).allMatch(line -> line.matches("\\S+ +\\S+ +serving .*"));
    assertThat(ending.out().stream().map(line -> line.substring(0, line.indexOf(' '))))
        .containsExactlyInAnyOrderElementsOf(PluginJars.IDS);
  }

  @Test
  void pluginsList_badOne_isToldWithFileAndFixAndFails() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("plugins"));
    PluginJars.install("sim", folder);
    Path words = Files.writeString(folder.resolve("words.jar"), "certainly no JAR");
    Path config = ServeConfig.write(temp.resolve("patchbay.yaml"), folder, "one");

    Ending ending = Program.run("plugins", "list", "--config", config.toString());

    assertThat(ending.status()).isEqualTo(1);
    assertThat(ending.outText())
        .containsPattern("(?m)^sim +\\S+ +serving ")
        .containsPattern("(?m)^words\\.jar +quarantined .*" + words + ": .*no whole JAR.*copy it");
  }

  @Test
  void providers_installed_tellWhatTheyNeedAndKnow() throws Exception {
    Ending all = Program.run("providers");
    Ending one = Program.run("providers", "openai");

    assertThat(all.status()).as(all.errText()).isZero();
    assertThat(all.out().stream().filter(line -> line.matches("\\S+ \\(plugin .*")))
        .hasSameSizeAs(PluginJars.IDS);
    assertThat(all.out()).anyMatch(line -> line.matches("sim \\(plugin sim \\S+\\)"));
    assertThat(all.outText())
        .containsPattern("(?m)^openai \\(plugin openai .*\\n  base-url +https://api.openai.com/v1$")
        .containsPattern("(?m)^  settings +api, organization, project,")
        .containsPattern("(?m)^bedrock .*\\n.*\\n  without api-key +AWS's usual chain")
        .containsPattern("(?m)^  settings +project \\(required\\),")
        .containsPattern("(?m)^  models +\\d+ known, among them with .*tools");
    assertThat(one.status()).isZero();
    assertThat(one.outText())
        .doesNotContain("plugin sim")
        .contains("settings.terminator: done | finish | eof; default: finish")
        .containsPattern("(?m)^  model gpt-4o: context window 128000; max output 16384; .*tools");
  }

  @Test
  void providers_asJson_areOneObject() throws Exception {
    Ending ending = Program.run("providers", "openai", "--json");

    assertThat(ending.status()).isZero();
    assertThat(ending.out()).hasSize(1);
    assertThat(ending.outText())
        .startsWith("{\"providers\":[{\"name\":\"openai\",\"plugin\":\"openai\",")
        .contains(
            "{\"key\":\"project\",\"type\":\"string\",\"required\":false,\"secret\":false,\"choices\":[],\"default\":null,",
            "{\"name\":\"text-embedding-3-small\",\"features\":[\"embeddings\"],\"context_window\":8191}");
  }

  @Test
  void providers_unknown_failsWithTheNearest() throws Exception {
    Ending ending = Program.run("providers", "opnai");

    assertThat(ending.status()).isEqualTo(1);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.errText()).endsWith("no provider \"opnai\"; did you mean \"openai\"?");
  }

  @Test
  void serve_badPluginBesideGoodOnes_refusesItInItsLogAndServes() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("plugins"));
    PluginJars.install("sim", folder);
    Path words = Files.writeString(folder.resolve("words.jar"), "certainly no JAR");
    Path config = ServeConfig.write(temp.resolve("patchbay.yaml"), folder, "one");
    try (Program serve = Program.start("serve", "--config", config.toString());
        var caller = Caller.of(serve.awaitReady())) {
      serve
          .err()
          .await("the refusal", line -> line.contains(words + ": ") && line.contains("copy it"));
      assertThat(Caller.text(caller.stream("one", "Hello").rest())).contains("simulated");

      Path late = Files.writeString(folder.resolve("late.jar"), "no JAR either");
      serve
          .err()
          .await("the refusal", line -> line.contains(late + ": ") && line.contains("copy it"));
      assertThat(Caller.text(caller.stream("one", "Hello").rest())).contains("simulated");
    }
  }

  @Test
  void serve_pluginThatTheConfigurationNeedsIsBad_doesNotStart() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("plugins"));
    Path jar =
        PluginJars.installChanged(
            "sim", folder, text -> text.replaceFirst("spi-level=\\d+", "spi-level=9"));
    Path config = ServeConfig.write(temp.resolve("patchbay.yaml"), folder, "one");

    Ending ending = Program.run("serve", "--config", config.toString());

    assertThat(ending.status()).isEqualTo(1);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.errText())
        .contains(config + ":7:15: unknown provider \"sim\"", jar.toString(), "spi-level");
  }

  @Test
  void version_asCommandAndOption_isTheBuilds() throws Exception {
    for (String word : List.of("version", "--version")) {
      Ending ending = Program.run(word);

      assertThat(ending.status()).isZero();
      assertThat(ending.outText()).matches("patchbay \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }
  }

  @Test
  void help_asked_isPrintedOnStdoutAndIsSuccess() throws Exception {
    Ending ending = Program.run("serve", "--help");

    assertThat(ending.status()).isZero();
    assertThat(ending.outText()).contains("Usage: patchbay serve");
    assertThat(ending.err()).isEmpty();
  }

  @Test
  void usage_bad_isTwoWithTheUsageOnStderr() throws Exception {
    Ending ending = Program.run("serve", "--nosuch");

    assertThat(ending.status()).isEqualTo(2);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.errText()).contains("--nosuch", "Usage: patchbay serve");
  }
}
