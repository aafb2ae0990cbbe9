package dev.patchbay.dist.both;

import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code GET /metrics} counts the calls of each door. */
class BothMetricsIT extends Stories {
  private static final String CALLS = "patchbay_calls_total";
  private static final String ERRORS = "patchbay_errors_total";
  private static final String FIRST_TOKENS = "gen_ai_server_time_to_first_token_seconds_count";

  /** Two of each kind through each door: a whole one and a streamed one. */
  @Test
  void calls_throughBothDoors_areCountedForEach() throws Exception {
    for (Way way : Way.values()) {
      beginAnew();
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

    var metrics = new Metrics(gateway, Map.of());
    for (String door : List.of("door=\"grpc\"", "door=\"http\"")) {
      metrics.assertSaid(CALLS, 2, door, "model=\"m\"", "endpoint=\"first\"", "\"ok\"");
      metrics.assertSaid(CALLS, 2, door, "model=\"m\"", "endpoint=\"second\"", "\"ok\"");
      metrics.assertSaid(CALLS, 2, door, "model=\"alone\"", "\"failed\"");
      metrics.assertSaid(CALLS, 2, door, "model=\"alone\"", "\"cancelled\"");
      metrics.assertSaid(CALLS, 2, door, "model=\"_unknown\"", "\"refused\"");
      metrics.assertSaid(ERRORS, 2, door, "reason=\"provider_error\"");
      metrics.assertSaid(ERRORS, 2, door, "reason=\"model_not_found\"");
      metrics.assertSaid(FIRST_TOKENS, 1, door, "endpoint=\"first\"");
      metrics.assertSaid("patchbay_calls_in_flight", 0, door);
    }
    metrics.assertSaid("patchbay_failovers_total", 4, "endpoint=\"first\"", "model=\"m\"");
  }

  @Test
  void refusals_atBothDoors_areCountedForEach() throws Exception {
    try (var keyed =
        Gateway.start(config().key("some", "secret: pb-some-0123456789, models: [m]"))) {
      for (Way way : Way.values()) {
        way.failure(keyed, Question.to("m"));
        way.failure(keyed, Question.to("alone").key("pb-some-0123456789"));
      }

      var metrics = new Metrics(keyed, Map.of("x-api-key", "pb-some-0123456789"));
      for (String door : List.of("door=\"grpc\"", "door=\"http\"")) {
        metrics.assertSaid(ERRORS, 2, door, "reason=\"key_missing\"");
        metrics.assertSaid(ERRORS, 2, door, "reason=\"key_not_allowed\"");
      }
    }
  }
}
