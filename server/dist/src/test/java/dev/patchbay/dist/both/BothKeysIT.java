package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in, and what each key's rules come to. */
class BothKeysIT extends Stories {
  private static final String ALL = "pb-all-0123456789";
  private static final String SOME = "pb-some-0123456789";
  private static final String CAREFUL = "pb-careful-0123456789";
  private static final String EUROPEAN = "pb-european-0123456789";
  private static final String PICKY = "pb-picky-0123456789";
  private static final Script BUSY = to -> to.json(503, "{}");

  @Override
  GatewayConfig config() {
    return new GatewayConfig()
        .key("all", "secret: " + ALL + ", models: ['*']")
        .key("some", "secret: " + SOME + ", models: [m]")
        .key("careful", require(CAREFUL, "attestations: [soc2]"))
        .key("european", require(EUROPEAN, "regions: [eu, ch]"))
        .key("picky", require(PICKY, "attestations: [hipaa]"))
        .endpoint("first", first.baseUrl(), ", region: us")
        .endpoint("second", second.baseUrl(), ", region: eu, attestations: [soc2]")
        .endpoint("nowhere", first.baseUrl(), "")
        .model("m", "first", "nowhere", "second")
        .model("other", "first");
  }

  private static String require(String secret, String rules) {
    return "secret: " + secret + ", models: ['*'], require: {" + rules + "}";
  }

  private static Question.Builder with(String key) {
    return Question.to("m").key(key);
  }

  @ParameterizedTest
  @EnumSource
  void key_missingOrUnknown_isRefusedAndNobodyIsAsked(Way way) {
    given(HELLO, HELLO);

    Answer.Failed unknown = way.failure(gateway, with(ALL + "0"));

    Answer.Failed missing = way.failure(gateway, Question.to("m").requestId("mine-1"));

    Told.KEY_MISSING.in(missing, way);
    assertThat(missing.requestId()).isEqualTo("mine-1");
    Told.KEY_INVALID.in(unknown, way);
    assertThat(unknown.message()).doesNotContain(ALL);
    assertThat(first.arrived() + second.arrived()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void key_good_isServedAndStaysHere(Way way) throws Exception {
    given(HELLO, HELLO);

    assertThat(way.answer(gateway, with(SOME)).endpoint()).isEqualTo("first");

    var sent = first.next().request();
    assertThat(sent.headers()).containsEntry("authorization", "Bearer secret");
    assertThat(sent.line() + sent.headers() + sent.body()).doesNotContain("pb-");
  }

  @ParameterizedTest
  @EnumSource
  void model_thatTheKeyMayNotUse_isDeniedAndAnUnknownOneIsNotFound(Way way) {
    given(HELLO, HELLO);

    Answer.Failed denied = way.failure(gateway, Question.to("other").key(SOME));

    Told.KEY_NOT_ALLOWED.in(denied, way);
    assertThat(denied.message()).contains("\"some\"", "\"other\"");
    Told.MODEL_NOT_FOUND.in(way.failure(gateway, Question.to("gpt-9").key(SOME)), way);
    assertThat(first.arrived() + second.arrived()).isZero();
    assertThat(way.answer(gateway, Question.to("other").key(ALL)).text()).isEqualTo("Hello");
  }

  @ParameterizedTest
  @EnumSource
  void requirements_ofTheKey_holdAtFirstAndOnFailover(Way way) {
    given(HELLO, HELLO);
    assertThat(way.answer(gateway, with(CAREFUL)).endpoint()).isEqualTo("second");
    assertThat(way.answer(gateway, with(EUROPEAN)).endpoint()).isEqualTo("second");

    given(HELLO, BUSY);
    Told.PROVIDER_OVERLOADED.in(way.failure(gateway, with(CAREFUL)), way);
    Told.PROVIDER_OVERLOADED.in(way.failure(gateway, with(EUROPEAN)), way);
    assertThat(first.arrived()).as("requests to who would have answered").isZero();
  }

  @ParameterizedTest
  @EnumSource
  void requirements_thatNothingMeets_areTold(Way way) {
    given(HELLO, HELLO);

    Answer.Failed unattested = way.failure(gateway, with(PICKY));
    Answer.Failed apart = way.failure(gateway, with(EUROPEAN).in("us"));

    Told.NO_ELIGIBLE_ROUTE.in(unattested, way);
    Told.NO_ELIGIBLE_ROUTE.in(apart, way);
    assertThat(unattested.message()).contains("second is not attested hipaa");
    assertThat(apart.message()).contains("second is in region eu; required is one of: us");
    assertThat(first.arrived() + second.arrived()).isZero();
  }
}
