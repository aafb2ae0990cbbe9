package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Question.AfterOutput;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Model {@code main} at endpoint {@code a}, whose fallback is model {@code spare} at endpoint
 * {@code b}. Each test has its own gateway: what one endpoint did is remembered.
 */
abstract class PrimaryAndSpare {
  static final String LONG = "first-token: 10s, idle: 10s";

  FaultyProvider a;
  FaultyProvider b;
  Gateway gateway;

  /** Further keys of endpoint {@code a}. */
  String primaryEndpoint() {
    return "";
  }

  /** Further keys of endpoint {@code b}. */
  String spareEndpoint() {
    return "";
  }

  /** Time limits of {@code main}; the other's are long. */
  String limits() {
    return LONG;
  }

  GatewayConfig config() {
    return new GatewayConfig()
        .plugins(OpenAiAlone.FOLDER)
        .endpoint("a", a.baseUrl(), primaryEndpoint())
        .endpoint("b", b.baseUrl(), spareEndpoint())
        .model("spare", "b")
        .timeouts(LONG)
        .model("main", "a")
        .timeouts(limits())
        .with("retries: {max: 2}")
        .with("after-output: continue")
        .with("fallbacks: [spare]");
  }

  @BeforeEach
  final void start() throws Exception {
    a = new FaultyProvider();
    b = new FaultyProvider();
    gateway = Gateway.start(config());
  }

  @AfterEach
  final void close() throws IOException {
    a.close();
    b.close();
    gateway.close();
  }

  /**
   * A question whose caller lets the fallback answer and go on. At the HTTP door the model's
   * configuration has the second word.
   */
  static Question.Builder question(Way way) {
    return Question.to("main")
        .fallback(true)
        .afterOutput(way.isHttp() ? null : AfterOutput.CONTINUE);
  }

  /** Every row with every way. */
  static Stream<Arguments> eachWay(Object... rows) {
    return Arrays.stream(rows)
        .flatMap(row -> Arrays.stream(Way.values()).map(way -> Arguments.of(way, row)));
  }

  /** The same with ways that stream. */
  static Stream<Arguments> eachStream(Object... rows) {
    return eachWay(rows).filter(arguments -> ((Way) arguments.get()[0]).isStreamed());
  }

  /** The right text once, its end, and what it took. */
  static void assertRight(Answer.Whole answer) {
    assertThat(answer.text()).isEqualTo(Words.RIGHT.text());
    assertThat(answer.finish()).isEqualTo("stop");
    assertThat(answer.usage()).isNotNull();
    if (answer.usage() != null) {
      assertThat(answer.usage().output()).isGreaterThanOrEqualTo(Words.COUNT);
      assertThat(answer.usage().input()).isPositive();
    }
  }

  static void assertServedBy(Answer.Whole answer, String model, String endpoint, int attempts) {
    assertThat(answer.model()).isEqualTo(model);
    assertThat(answer.endpoint()).isEqualTo(endpoint);
    assertThat(answer.attempts()).isEqualTo(attempts);
  }

  /** At the HTTP door they are not told one by one. */
  static void assertMissed(Way way, Answer.Whole answer, Answer.Missed... attempts) {
    if (!way.isHttp()) {
      assertThat(answer.missed()).containsExactly(attempts);
    }
  }
}
