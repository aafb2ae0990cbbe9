package dev.patchbay.dist.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.ops.Program.Ending;
import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import io.grpc.Status;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeIT {
  @TempDir private Path temp;

  @Test
  void start_goodConfiguration_saysItsListenersAndReadyOnStdoutAndLogsOnStderr() throws Exception {
    Path config = ServeConfig.write(temp.resolve("patchbay.yaml"), "one");
    try (Program serve = Program.start("serve", "--config", config.toString())) {
      serve.awaitReady();
      try (var caller = Caller.of(serve.awaitReady())) {
        assertThat(Caller.text(caller.stream("one", "Hello").rest())).contains("simulated");
      }
      serve.terminate();

      Ending ending = serve.ending();

      assertThat(ending.out()).hasSize(4);
      assertThat(ending.out().get(0)).matches("listening grpc 127\\.0\\.0\\.1:\\d+");
      assertThat(ending.out().get(1)).matches("listening http 127\\.0\\.0\\.1:\\d+");
      assertThat(ending.out().get(2)).matches("listening admin 127\\.0\\.0\\.1:\\d+");
      assertThat(ending.out().get(3)).isEqualTo("ready");
      assertThat(ending.err())
          .isNotEmpty()
          .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT.* (INFO|WARN) .*"));
      assertThat(ending.status()).isIn(0, 143);
    }
  }

  @Test
  void hangUp_goodChange_isTakenOverWholeWhileStreamsRun() throws Exception {
    Path config = ServeConfig.write(temp.resolve("patchbay.yaml"), "one");
    try (Program serve = Program.start("serve", "--config", config.toString());
        var caller = Caller.of(serve.awaitReady())) {
      StreamCall running = caller.stream("one", "[sim: rate=20 tokens=20]");
      running.next(KindCase.TEXT);
      assertThat(caller.models()).containsExactly("models/one");

      ServeConfig.write(config, "two", "three");
      serve.hangUp();

      Await.until("the new models", () -> caller.models().contains("models/two"));
      assertThat(caller.models()).containsExactlyInAnyOrder("models/two", "models/three");
      assertThat(caller.stream("one", "Hello").failure().reason()).isEqualTo("MODEL_NOT_FOUND");
      assertWhole(running);
    }
  }

  @Test
  void hangUp_badChange_staysAsItWasAndSaysWhere() throws Exception {
    Path config = ServeConfig.write(temp.resolve("patchbay.yaml"), "one");
    try (Program serve = Program.start("serve", "--config", config.toString());
        var caller = Caller.of(serve.awaitReady())) {
      Files.writeString(config, Files.readString(config).replace("targets:", "target:"));
      serve.hangUp();

      serve.err().awaitContaining("the configuration stays as it was");
      serve.err().awaitContaining(config + ":8:9: ");
      assertThat(caller.models()).containsExactly("models/one");
      assertThat(Caller.text(caller.stream("one", "Hello").rest())).contains("simulated");

      Files.delete(config);
      serve.hangUp();

      serve
          .err()
          .await("the missing file", line -> line.matches(".*patchbay\\.yaml.*does not exist.*"));
      assertThat(caller.models()).containsExactly("models/one");
    }
  }

  @Test
  void terminate_whileAStreamRuns_endsItWholeAndRefusesNewConnections() throws Exception {
    Path config = ServeConfig.write(temp.resolve("patchbay.yaml"), "one");
    try (Program serve = Program.start("serve", "--config", config.toString());
        var caller = Caller.of(serve.awaitReady())) {
      int port = serve.port("grpc");
      StreamCall running = caller.stream("one", "[sim: rate=20 tokens=40]");
      running.next(KindCase.TEXT);

      long start = System.nanoTime();
      serve.terminate();

      Await.until("no new connections", () -> refuses(port));
      assertWhole(running);
      assertThat(serve.ending().status()).isIn(0, 143);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  private static boolean refuses(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertWhole(StreamCall running) {
    List<StreamChatResponse> rest = running.rest();
    assertThat(running.end().status().getCode()).isEqualTo(Status.Code.OK);
    assertThat(rest.getLast().getKindCase()).isEqualTo(KindCase.COMPLETED);
  }

  @Test
  void start_portTaken_failsAndSaysWhich() throws Exception {
    Path config = ServeConfig.write(temp.resolve("patchbay.yaml"), "one");
    try (Program first = Program.start("serve", "--config", config.toString())) {
      first.awaitReady();
      int taken = first.port("grpc");
      Path second = temp.resolve("second.yaml");
      Files.writeString(second, Files.readString(config).replaceFirst("port: 0", "port: " + taken));

      Ending ending = Program.run("serve", "--config", second.toString());

      assertThat(ending.status()).isEqualTo(1);
      assertThat(ending.out()).isEmpty();
      assertThat(ending.errText())
          .contains("127.0.0.1:" + taken, "in use", "server.grpc", "name another one");
    }
  }

  @Test
  void configuration_named_isTheOptionElseTheVariableElseTheInstallations() throws Exception {
    Path home = installation();
    Path option = ServeConfig.write(temp.resolve("option.yaml"), "a");
    Path variable = ServeConfig.write(temp.resolve("variable.yaml"), "a");
    Path installed = ServeConfig.write(home.resolve("etc/patchbay.yaml"), "a");
    var named = Map.of("PATCHBAY_CONFIG", variable.toString());

    assertThat(Program.run(home, named, "validate", "--config", option.toString()).outText())
        .isEqualTo(option + " is good");
    assertThat(Program.run(home, named, "validate").outText()).isEqualTo(variable + " is good");
    assertThat(Program.run(home, Map.of(), "validate").outText()).isEqualTo(installed + " is good");
    try (Program serve = Program.start(home, Map.of(), "serve")) {
      serve.awaitReady();
    }
  }

  @Test
  void configuration_none_failsAndSaysWhatToDo() throws Exception {
    Path home = installation();
    for (String command : List.of("serve", "validate")) {
      Ending ending = Program.run(home, Map.of(), command);

      assertThat(ending.status()).isEqualTo(1);
      assertThat(ending.out()).isEmpty();
      assertThat(ending.errText())
          .contains("--config", "PATCHBAY_CONFIG", home.resolve("etc/patchbay.yaml").toString());
    }
  }

  /** An installation of its own, without a configuration, that shares what it only reads. */
  private Path installation() throws IOException {
    Path home = Files.createDirectories(temp.resolve("home")).toRealPath();
    Files.createDirectories(home.resolve("etc"));
    Files.createDirectories(home.resolve("bin"));
    Files.copy(Program.HOME.resolve("bin/patchbay"), home.resolve("bin/patchbay"));
    assertThat(home.resolve("bin/patchbay").toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(home.resolve("lib"), Program.HOME.resolve("lib"));
    Files.createSymbolicLink(home.resolve("plugins"), Program.HOME.resolve("plugins"));
    return home;
  }
}
