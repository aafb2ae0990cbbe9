package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Conversation;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import java.io.IOException;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** After output nothing is made good: the caller hears that the answer is not whole. */
class BothInterruptedIT extends Stories {
  @Override
  GatewayConfig config() {
    return super.config().model("brief", "first", "second").timeouts("idle: 300ms");
  }

  private static Conversation hello(Conversation to) throws IOException {
    return to.head().chunk(Sse.role()).chunk(Sse.text("Hello"));
  }

  static Stream<Arguments> rows() {
    Map<String, Script> scripts =
        Map.of(
            "cut", to -> hello(to).close(),
            "reset", to -> hello(to).reset(),
            "ended without a finish", to -> hello(to).end(),
            "[DONE] without a finish", to -> hello(to).chunk(Sse.DONE).end(),
            "error frame", to -> hello(to).chunk(Failing.errorFrame()).end(),
            "garbage", to -> hello(to).chunk("data: }{\n\n").end(),
            "silent", to -> hello(to).awaitPeerClosed(),
            "comments alone", to -> hello(to).tick(": still here\n\n"));
    return scripts.entrySet().stream()
        .sorted(Entry.comparingByKey())
        .flatMap(row ->
            Stream.of(Way.GRPC_STREAMED, Way.HTTP_STREAMED)
                .map(way -> Arguments.of(way, row.getKey(), row.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void first_failsAfterOutput_isInterruptedAndNeverASuccess(Way way, String name, Script script) {
    given(script, HELLO);

    Answer.Failed failed = way.failure(gateway, Question.to("brief").requestId("mine-1"));

    Told.STREAM_INTERRUPTED.after("Hello", failed, way);
    assertThat(failed.requestId()).isEqualTo("mine-1");
    assertThat(failed.endpoint()).isEqualTo("first");
    assertThat(failed.attempts()).isEqualTo(1);
    assertThat(second.arrived()).isZero();
  }
}
