package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Question.AfterOutput;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Scenarios 6, 7 and 9 with limits of 10 s, all at once, each at an endpoint of its own. */
class TrueFiguresIT {
  private record Slow(String name, Script script, Duration most) {
    String endpoint(Way way) {
      return name + "-" + way;
    }
  }

  private static final List<Slow> SCENARIOS =
      List.of(
          new Slow("s06", Faults.silent(), Duration.ofSeconds(100)),
          new Slow("s07", Faults.late(Duration.ofSeconds(20)), Duration.ofSeconds(15)),
          new Slow("s09", Faults.stallsAfter(20), Duration.ofSeconds(45)));

  /** What it took to have an answer. */
  private record Timed(Slow scenario, Answer.Whole answer, Duration time) {}

  @Test
  void limits_ofTenSeconds_areKeptToThroughEveryDoor() throws Exception {
    var providers = new ArrayList<FaultyProvider>();
    try (var spare = new FaultyProvider()) {
      var config =
          new GatewayConfig()
              .plugins(OpenAiAlone.FOLDER)
              .endpoint("b", spare.baseUrl(), "")
              .model("spare", "b");
      for (Slow scenario : SCENARIOS) {
        var provider = new FaultyProvider();
        providers.add(provider);
        provider.does(scenario.script());
        addModels(config, scenario, provider);
      }
      try (var gateway = Gateway.start(config)) {
        askAll(gateway).forEach(TrueFiguresIT::assertKept);
      }
      for (FaultyProvider provider : providers) {
        assertThat(provider.asked()).hasSize(Way.values().length);
      }
    } finally {
      for (FaultyProvider provider : providers) {
        provider.close();
      }
    }
  }

  private static void addModels(GatewayConfig config, Slow scenario, FaultyProvider provider) {
    for (Way way : Way.values()) {
      String name = scenario.endpoint(way);
      config
          .endpoint(name, provider.baseUrl(), "")
          .model(name, name)
          .timeouts("first-token: 10s, idle: 10s")
          .with("retries: {max: 2}")
          .with("after-output: continue")
          .with("fallbacks: [spare]");
    }
  }

  private static List<Timed> askAll(Gateway gateway) {
    var asked = new ArrayList<CompletableFuture<Timed>>();
    for (Slow scenario : SCENARIOS) {
      for (Way way : Way.values()) {
        asked.add(
            CompletableFuture.supplyAsync(
                () -> ask(gateway, scenario, way), task -> Thread.ofVirtual().start(task)));
      }
    }
    return asked.stream().map(answer -> answer.orTimeout(60, TimeUnit.SECONDS).join()).toList();
  }

  private static Timed ask(Gateway gateway, Slow scenario, Way way) {
    Question.Builder question =
        Question.to(scenario.endpoint(way))
            .fallback(true)
            .afterOutput(way.isHttp() ? null : AfterOutput.CONTINUE);
    long begun = System.nanoTime();
    Answer.Whole answer = way.answer(gateway, question);
    return new Timed(scenario, answer, Duration.ofNanos(System.nanoTime() - begun));
  }

  private static void assertKept(Timed timed) {
    PrimaryAndSpare.assertRight(timed.answer());
    assertThat(timed.time())
        .as(timed.scenario().name())
        .isBetween(Duration.ofSeconds(9), timed.scenario().most());
  }
}
