package dev.patchbay.dist.both;

import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * One gateway for all stories of a class, with two upstreams. Each story says first what they
 * answer, and finds endpoints of which nothing bad is known.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Stories {
  /** A whole answer or a streamed one, as is asked for. */
  static final Script HELLO = answer("Hello");

  ScriptedUpstream first;
  ScriptedUpstream second;
  Gateway gateway;
  private GatewayConfig configuration;

  /** Model {@code m} at endpoints {@code first} and {@code second}, {@code alone} at the first. */
  GatewayConfig config() {
    return new GatewayConfig()
        .withoutRepeats()
        .endpoint("first", first)
        .endpoint("second", second)
        .model("m", "first", "second")
        .model("alone", "first");
  }

  @BeforeAll
  void start() throws Exception {
    first = ScriptedUpstream.answering(HELLO);
    second = ScriptedUpstream.answering(HELLO);
    configuration = config();
    gateway = Gateway.start(configuration);
  }

  @BeforeEach
  void beginAnew() throws Exception {
    gateway.beginAnew(configuration);
  }

  @AfterAll
  void close() throws Exception {
    gateway.close();
    first.close();
    second.close();
  }

  /** Has the upstreams answer so from now on. */
  final void given(Script firsts, Script seconds) {
    first.answers(firsts);
    second.answers(seconds);
  }

  static Script answer(String text) {
    return to -> {
      if (to.request().body().contains("\"stream\":true")) {
        to.stream(Sse.answer(text));
      } else {
        to.json(200, Sse.whole(text));
      }
    };
  }
}
