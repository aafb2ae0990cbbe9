package dev.patchbay.dist.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.server.boot.Installation;
import dev.patchbay.server.boot.PatchbayServer;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JARs that come, are replaced and go while a server runs and answers. */
class LivePluginsIT {
  private static final String LONG = "[sim: rate=20 tokens=30]";
  private static final String SIM =
      """
      endpoints:
        rehearsal: {provider: sim, region: local}
      models:
        sim: {targets: [{endpoint: rehearsal, model: sim}]}
      """;

  @TempDir private Path home;

  private Path plugins;
  private Path config;
  private PatchbayServer server;
  private Caller caller;

  @BeforeEach
  void start() throws Exception {
    plugins = Files.createDirectory(home.resolve("plugins"));
    PluginJars.install("sim", plugins);
    config = ServeConfig.writeWith(home.resolve("patchbay.yaml"), SIM);
    server = PatchbayServer.start(config, name -> null, new Installation(home));
    caller = Caller.of("127.0.0.1:" + server.grpcAddress().getPort());
  }

  @AfterEach
  void stop() {
    caller.close();
    server.close(Duration.ofSeconds(1));
  }

  @Test
  void jar_removedAndDroppedIn_isNoticedWithoutAWord() throws Exception {
    StreamCall running = caller.stream("sim", "[sim: rate=10 tokens=40]");
    running.next(KindCase.TEXT);

    Files.delete(plugins.resolve("sim.jar"));
    Await.until("no endpoint", () -> !available());

    Failure failure = caller.stream("sim", "Hello").failure();
    assertThat(failure.reason()).isEqualTo("NO_HEALTHY_ENDPOINT");
    assertThat(failure.message()).contains("provider \"sim\"", plugins.toString());

    PluginJars.install("sim", plugins);
    Await.until("an endpoint", this::available);
    assertAnswers();
    assertWhole(running);
  }

  @Test
  void jar_replacedWhileStreamsRun_endsThemOnTheOldOneAndServesNewCalls() throws Exception {
    StreamCall running = caller.stream("sim", LONG);
    running.next(KindCase.TEXT);

    PluginJars.installVersion("sim", "7.0.0", plugins);
    server.reload();

    assertThat(server.pluginGenerations()).containsEntry("sim", 2);
    assertAnswers();
    assertWhole(running);
    awaitGenerations(Map.of("sim", 1));
  }

  @Test
  void jar_removedWhileStreamsRun_endsThemAndThenIsCollected() throws Exception {
    StreamCall running = caller.stream("sim", LONG);
    running.next(KindCase.TEXT);

    Files.delete(plugins.resolve("sim.jar"));
    server.reload();

    assertThat(caller.stream("sim", "Hello").failure().reason()).isEqualTo("NO_HEALTHY_ENDPOINT");
    assertThat(server.pluginGenerations()).containsEntry("sim", 1);
    assertWhole(running);
    awaitGenerations(Map.of());
  }

  @Test
  void reloads_twentyUnderTwoHundredStreams_loseNothing() throws Exception {
    List<StreamCall> running = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 10; i++) {
        running.add(caller.stream("sim", LONG));
      }
      PluginJars.installVersion("sim", "7." + round + ".0", plugins);
      server.reload();
    }

    for (StreamCall call : running) {
      String text = Caller.text(call.rest());
      assertThat(call.end().status().isOk()).as("%s", call.end()).isTrue();
      assertThat(text.split(" ", -1)).hasSize(30);
    }
    awaitGenerations(Map.of("sim", 1));
  }

  @Test
  void jar_badOne_isRefusedAndTheServerLives() throws Exception {
    PluginJars.installChanged(
        "openai", plugins, descriptor -> descriptor.replaceFirst("spi-level=\\d+", "spi-level=9"));
    Files.writeString(plugins.resolve("words.jar"), "certainly no JAR");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("endpoints:", "endpoints:\n  us: {provider: openai, api-key: k}"));

    server.reload();

    assertThat(caller.models()).containsExactly("models/sim");
    assertAnswers();
    assertThat(server.pluginGenerations()).isEqualTo(Map.of("sim", 1));
  }

  @Test
  void jarAndEndpoint_togetherAtReload_areTakenOverTogether() throws Exception {
    PluginJars.install("openai", plugins);
    ServeConfig.writeWith(
        config,
        """
        endpoints:
          us: {provider: openai, base-url: "http://127.0.0.1:9/v1", api-key: k}
        models:
          gpt: {targets: [{endpoint: us, model: gpt}]}
        """);

    server.reload();

    assertThat(caller.models()).containsExactly("models/gpt");
  }

  @Test
  void local_removedAndDroppedInAgain_isUnloadedAndAnswersAgain() throws Exception {
    RealModel.assumeWanted();
    PluginJars.install("local", plugins);
    ServeConfig.writeWith(
        config,
        """
        endpoints:
          here: {provider: local, region: local}
        models:
          small: {targets: [{endpoint: here, model: small}], timeouts: {first-token: 60s}}
        """);
    server.reload();
    assertKnowsParis();

    Files.delete(plugins.resolve("local.jar"));
    server.reload();
    Failure failure = caller.stream("small", "Hello").failure();
    assertThat(failure.reason()).isEqualTo("NO_HEALTHY_ENDPOINT");
    awaitGenerations(Map.of("sim", 1));

    PluginJars.install("local", plugins);
    server.reload();
    assertKnowsParis();
    assertThat(server.pluginGenerations()).isEqualTo(Map.of("local", 1, "sim", 1));
  }

  private void assertKnowsParis() {
    Await.until("the model is loaded", this::available);
    StreamCall call = caller.stream("small", "What is the capital of France?");
    assertThat(Caller.text(call.rest())).contains("Paris");
  }

  private boolean available() {
    return server.catalog().current().isUsable();
  }

  private void assertAnswers() {
    assertThat(Caller.text(caller.stream("sim", "Hello").rest())).contains("simulated");
  }

  private static void assertWhole(StreamCall running) {
    assertThat(running.rest().getLast().getKindCase()).isEqualTo(KindCase.COMPLETED);
    assertThat(running.end().status().getCode()).isEqualTo(Status.Code.OK);
  }

  /** By plugin, the generations that are in memory once the collector has looked. */
  private void awaitGenerations(Map<String, Integer> expected) {
    Await.until(
        "generations " + expected,
        () -> {
          System.gc();
          return server.pluginGenerations().equals(expected);
        });
  }
}
