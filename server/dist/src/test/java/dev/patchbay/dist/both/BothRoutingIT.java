package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.GatewayConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a call may go, as the caller itself says. */
class BothRoutingIT extends Stories {
  /** What provider sim makes a short answer of. */
  private static final String SHORT = "[sim: tokens=2 rate=0 first-token=0ms]";

  @Override
  GatewayConfig config() {
    return new GatewayConfig()
        .endpoint("first", first.baseUrl(), ", region: us")
        .endpoint("second", second.baseUrl(), ", region: eu")
        .inProcess("nowhere", "sim")
        .model("m", "first", "nowhere", "second");
  }

  @ParameterizedTest
  @EnumSource
  void model_unknown_isNotFoundAndNobodyIsAsked(Way way) {
    given(HELLO, HELLO);

    Answer.Failed failed = way.failure(gateway, Question.to("gpt-9"));

    Told.MODEL_NOT_FOUND.in(failed, way);
    assertThat(failed.message()).contains("gpt-9");
    assertThat(failed.endpoint()).isEmpty();
    assertThat(failed.attempts()).isZero();

    assertThat(first.arrived() + second.arrived()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void providers_onlyOrExcluded_areKeptTo(Way way) {
    given(HELLO, HELLO);

    assertEndpoint(way, Question.to("m").only("sim"), "nowhere");
    assertEndpoint(way, Question.to("m").only("sim", "openai"), "first");
    assertEndpoint(way, Question.to("m").excluding("openai"), "nowhere");
    assertEndpoint(way, Question.to("m").excluding("sim"), "first");
  }

  @ParameterizedTest
  @EnumSource
  void providers_excluded_areNotFailedOverTo(Way way) {
    given(to -> to.json(503, "{}"), HELLO);

    assertEndpoint(way, Question.to("m"), "nowhere");
    assertEndpoint(way, Question.to("m").excluding("sim"), "second");
  }

  @ParameterizedTest
  @EnumSource
  void regions_asked_areKeptToAndWhatIsInNoneIsNotUsed(Way way) {
    given(HELLO, HELLO);

    assertEndpoint(way, Question.to("m").in("eu", "ch"), "second");
    assertEndpoint(way, Question.to("m").in("us", "eu"), "first");
  }

  @ParameterizedTest
  @EnumSource
  void rules_thatNothingMeets_areTold(Way way) {
    given(HELLO, HELLO);

    Answer.Failed excluded = way.failure(gateway, Question.to("m").excluding("sim", "openai"));
    Answer.Failed only = way.failure(gateway, Question.to("m").only("azure"));
    Answer.Failed regions = way.failure(gateway, Question.to("m").in("ch"));

    Told.NO_ELIGIBLE_ROUTE.in(excluded, way);
    Told.NO_ELIGIBLE_ROUTE.in(only, way);
    Told.NO_ELIGIBLE_ROUTE.in(regions, way);
    assertThat(excluded.message()).contains("the call excludes provider openai");
    assertThat(only.message()).contains("openai is not among the call's only_providers");
    assertThat(regions.message()).contains("second is in region eu; required is one of: ch");
    assertThat(first.arrived() + second.arrived()).isZero();
  }

  private void assertEndpoint(Way way, Question.Builder question, String endpoint) {
    assertThat(way.answer(gateway, question.text(SHORT)).endpoint()).isEqualTo(endpoint);
  }
}
