package dev.patchbay.dist.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.ops.Program.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
  private static final String ROUTE =
      "(?m)^route +endpoint demo, provider %s, model .+, attempt 1$";
  private static final String FIRST_TOKEN = "(?m)^first token +\\d+ ms$";
  private static final String RATE = "(?m)^tokens +\\d+ in, \\d+ out, \\d+ per second$";

  @TempDir private Path temp;

  @Test
  void once_sim_answersAndSaysThatItIsSimulated() throws Exception {
    Ending ending = Program.run("demo", "--once", "--sim");

    assertThat(ending.status()).as(ending.errText()).isZero();
    assertThat(ending.outText()).contains("SIMULATED", "This answer is simulated");
    assertSummary(ending, "sim");
  }

  @Test
  void once_realModel_knowsTheCapitalOfFrance() throws Exception {
    RealModel.assumeWanted();

    Ending ending = Program.run("demo", "--once");

    assertThat(ending.status()).as(ending.errText()).isZero();
    assertThat(ending.outText()).contains("What is the capital of France?", "Paris");
    assertSummary(ending, "local");
  }

  private static void assertSummary(Ending ending, String provider) {
    assertThat(ending.outText())
        .containsPattern(ROUTE.formatted(provider))
        .containsPattern(FIRST_TOKEN)
        .containsPattern(RATE);
  }

  @Test
  void keepServing_sim_answersChatUntilTerminatedAndLeavesNoFile() throws Exception {
    var environment = Map.of("PATCHBAY_JAVA_OPTS", "-Djava.io.tmpdir=" + temp);
    try (Program demo = Program.start(Program.HOME, environment, "demo", "--sim")) {
      String serving = demo.out().awaitContaining("Serving on ");
      String address = serving.split(" ", -1)[2];
      assertThat(demo.out().awaitContaining("curl http")).contains(serving.split(" ", -1)[5]);
      assertThat(demo.out().awaitContaining("./patchbay chat")).contains("--address " + address);
      demo.out().awaitContaining("grpcurl");
      demo.out().awaitContaining("python3");

      Ending chat = Program.run("chat", "--address", address, "Hello");

      assertThat(chat.outText()).startsWith("This answer is simulated");
      demo.terminate();
      assertThat(demo.ending().status()).isIn(0, 143);
    }
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left.filter(file -> file.toString().endsWith(".yaml"))).isEmpty();
    }
  }

  @Test
  void model_noSuchFile_failsAndNamesIt() throws Exception {
    Ending ending = Program.run("demo", "--once", "--model", "nosuch.gguf");

    assertThat(ending.status()).isEqualTo(1);
    assertThat(ending.errText()).contains("--model nosuch.gguf", "no such file");
    assertThat(ending.outText()).isEmpty();
  }

  @Test
  void model_notAModel_failsAndSaysWhy() throws Exception {
    Path file = Files.writeString(temp.resolve("words.gguf"), "certainly no model");

    Ending ending = Program.run("demo", "--once", "--model", file.toString());

    assertThat(ending.status()).isEqualTo(1);
    assertThat(ending.errText()).contains("the model can't be used", file.toString());
  }
}
