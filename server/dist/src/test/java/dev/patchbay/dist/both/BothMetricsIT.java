package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.HttpCaller;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** {@code GET /metrics} counts the calls of each door. */
class BothMetricsIT extends Stories {
  /** Two of each kind through each door: a whole one and a streamed one. */
  @Test
  void calls_throughBothDoors_areCountedForEach() throws Exception {
    for (Way way : Way.values()) {
      given(HELLO, HELLO);
      way.answer(gateway, Question.to("m"));
      given(to -> to.json(500, Sse.error("oops")), HELLO);
      way.answer(gateway, Question.to("m"));
      way.failure(gateway, Question.to("alone"));
      way.failure(gateway, Question.to("gpt-9"));
      given(ScriptedUpstream.SILENCE, HELLO);
      DoorDriver.Asked asked = way.start(gateway, Question.to("alone"));
      first.next();
      asked.cancel();
    }

    for (String door : new String[] {"grpc", "http"}) {
      assertCounted(door, "m", "first", "ok", 2);
      assertCounted(door, "m", "second", "ok", 2);
      assertCounted(door, "alone", "first", "failed", 2);
      assertCounted(door, "alone", "first", "cancelled", 2);
      assertCounted(door, "_unknown", "_none", "refused", 2);
      assertSaid("patchbay_errors_total", 2, "door=\"" + door + "\"", "reason=\"provider_error\"");
      assertSaid("patchbay_errors_total", 2, "door=\"" + door + "\"", "reason=\"model_not_found\"");
      assertSaid("gen_ai_server_time_to_first_token_seconds_count", 1, door, "endpoint=\"first\"");
      assertSaid("patchbay_calls_in_flight", 0, "door=\"" + door + "\"");
    }
    assertSaid("patchbay_failovers_total", 4, "endpoint=\"first\"", "model=\"m\"");
  }

  private void assertCounted(String door, String model, String endpoint, String end, int calls) {
    assertSaid(
        "patchbay_calls_total",
        calls,
        "door=\"" + door + "\"",
        "model=\"" + model + "\"",
        "endpoint=\"" + endpoint + "\"",
        "outcome=\"" + end + "\"");
  }

  /** A call is counted when its answer has left, perhaps a moment after its caller has it. */
  private void assertSaid(String name, int value, String... labels) {
    Await.until(
        name + " " + String.join(" ", labels) + " is " + value + " in\n" + metrics(),
        () ->
            metrics()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .anyMatch(line -> line.endsWith(" " + value + ".0") || line.endsWith(" " + value)));
  }

  private String metrics() {
    try (HttpCaller call = HttpCaller.get(gateway.http("/metrics"))) {
      assertThat(call.status()).isEqualTo(200);
      return call.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
