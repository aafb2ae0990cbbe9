package dev.patchbay.dist.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.ops.Program.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys from their making to their end, as an operator handles them. */
class KeysCommandIT {
  private static final String MODEL =
      """
      endpoints: {rehearsal: {provider: sim, region: local}}
      models:
        one: {targets: [{endpoint: rehearsal, model: sim}]}
      """;

  @TempDir private Path temp;

  @Test
  void keysNew_whatItPrints_isGoodAsItStands() throws Exception {
    Ending made = Program.run("keys", "new", "--name", "team-a");

    assertThat(made.status()).as(made.errText()).isZero();
    assertThat(made.err()).isEmpty();
    assertThat(made.out().getFirst()).matches("secret: pb-[0-9A-Za-z]{32}");
    assertThat(made.out().get(1)).matches("hash: sha256:[0-9a-f]{64}");
    String secret = made.out().getFirst().substring("secret: ".length());
    assertThat(made.out().stream().filter(line -> line.contains(secret)))
        .as("shown once")
        .hasSize(1);
    assertThat(made.outText()).contains("\n  team-a: {hash: \"sha256:");
    String snippet = made.outText().substring(made.outText().indexOf("keys:"));
    Path config = ServeConfig.writeWith(temp.resolve("c.yaml"), snippet + "\n" + MODEL);
    try (Program serve = Program.start("serve", "--config", config.toString())) {
      String address = serve.awaitReady();

      Ending option = Program.run("chat", "--address", address, "--key", secret, "[sim: tokens=3]");
      assertThat(option.outText()).as(option.errText()).isEqualTo("This answer is");
      assertThat(chat(Map.of("PATCHBAY_KEY", secret), address).outText())
          .isEqualTo("This answer is");
      assertThat(chat(Map.of(), address).errText()).startsWith("KEY_MISSING");
      assertThat(chat(Map.of("PATCHBAY_KEY", secret + "x"), address).errText())
          .startsWith("KEY_INVALID");
    }
  }

  private static Ending chat(Map<String, String> environment, String address) throws Exception {
    return Program.run(Program.HOME, environment, "chat", "--address", address, "[sim: tokens=3]");
  }

  @Test
  void keysNew_again_isAnotherWithTheUsualName() throws Exception {
    Ending first = Program.run("keys", "new");
    Ending second = Program.run("keys", "new");

    assertThat(first.outText()).contains("\n  my-key: {");
    assertThat(first.out().getFirst()).isNotEqualTo(second.out().getFirst());
  }

  @Test
  void serve_keysGoodAndBadAndReloaded_appearInNoOutput() throws Exception {
    String good = "pb-CANARY-good-0123456789";
    String unknown = "pb-CANARY-bad-0123456789";
    Path file = Files.writeString(temp.resolve("key"), good + "\n");
    String keys =
        """
        keys:
          by-file: {secret: "${file:key}", models: ["*"], require: {regions: [local]}}
          by-env: {secret: "${env:SECOND_KEY}", models: []}
        """;
    Path config = ServeConfig.writeWith(temp.resolve("c.yaml"), keys + MODEL);
    var environment = Map.of("SECOND_KEY", "pb-CANARY-second-0123456789");
    try (Program serve =
        Program.start(Program.HOME, environment, "serve", "--config", config.toString())) {
      String address = serve.awaitReady();
      var told =
          Stream.<Ending>builder()
              .add(chat(Map.of("PATCHBAY_KEY", good), address))
              .add(chat(Map.of("PATCHBAY_KEY", unknown), address))
              .add(chat(Map.of("PATCHBAY_KEY", "pb-CANARY-second-0123456789"), address));
      Files.writeString(file, "pb-CANARY");
      serve.hangUp();
      serve.err().awaitContaining("\"secret\" must be 16 to 512 visible ASCII characters");
      Files.writeString(file, "pb-CANARY-second-0123456789");
      serve.hangUp();
      serve.err().awaitContaining("its secret is that of key \"by-file\"");
      told.add(chat(Map.of("PATCHBAY_KEY", good), address));
      serve.terminate();

      List<Ending> endings = told.add(serve.ending()).build().toList();
      assertThat(endings).hasSize(5);
      assertThat(endings.getFirst().outText()).isEqualTo("This answer is");
      assertThat(endings.get(3).outText()).as("the last good ones stay").isNotEmpty();
      assertThat(endings)
          .allSatisfy(
              ending -> assertThat(ending.outText() + ending.errText()).doesNotContain("CANARY"));
    }
  }
}
