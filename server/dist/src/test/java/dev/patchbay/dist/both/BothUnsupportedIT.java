package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a target can't honour is left out and told, or refused by name. On gRPC the caller decides
 * which, on HTTP the configuration.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BothUnsupportedIT {
  private Gateway dropping;
  private Gateway rejecting;

  private static Gateway gateway(String policy) throws Exception {
    return Gateway.start(
        new GatewayConfig()
            .http("port: 0, unsupported-params: " + policy)
            .inProcess("pretended", "sim")
            .model("m", "pretended"));
  }

  @BeforeAll
  void start() throws Exception {
    dropping = gateway("drop");
    rejecting = gateway("reject");
  }

  @AfterAll
  void close() throws Exception {
    dropping.close();
    rejecting.close();
  }

  private static Question.Builder question() {
    return Question.to("m").text("[sim: tokens=2 rate=0 first-token=0ms]").stop("END").json();
  }

  @ParameterizedTest
  @EnumSource
  void parameter_dropped_isNamedBesideTheAnswer(Way way) {
    Answer.Whole answer = way.answer(dropping, question().drops(true));

    assertThat(answer.dropped()).containsExactlyInAnyOrder("response_format", "stop");
    assertThat(answer.text()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void parameter_rejected_isNamedInTheRefusal(Way way) {
    Answer.Failed failed = way.failure(rejecting, question());

    Told.UNSUPPORTED_PARAMETER.in(failed, way);
    assertThat(failed.fields()).contains("response_format");
    assertThat(failed.message())
        .startsWith(way.isHttp() ? "response_format: " : "input.response_format: ")
        .contains("pretended");
  }
}
