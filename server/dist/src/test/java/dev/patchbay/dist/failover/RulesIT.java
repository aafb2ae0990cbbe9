package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Told;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.GatewayConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Who may be asked when the primary fails: what the caller, its key and the models' owner allow.
 */
class RulesIT extends PrimaryAndSpare {
  private static final String ANY = "pb-any-0123456789";
  private static final String MAIN_ALONE = "pb-main-0123456789";
  private static final String ATTESTED = "pb-attested-0123456789";
  private static final String EUROPEAN = "pb-european-0123456789";

  /**
   * Endpoint {@code c} is who else might serve, at the same place as {@code b}: target of model
   * {@code third}, which is the fallback of {@code spare}, and of {@code twin}, after {@code a}.
   */
  @Override
  GatewayConfig config() {
    return new GatewayConfig()
        .plugins(OpenAiAlone.FOLDER)
        .key("any", "secret: " + ANY + ", models: ['*']")
        .key("main-alone", "secret: " + MAIN_ALONE + ", models: [main]")
        .key("attested", require(ATTESTED, "attestations: [soc2]"))
        .key("european", require(EUROPEAN, "regions: [eu]"))
        .endpoint("a", a.baseUrl(), ", region: eu, attestations: [soc2]")
        .endpoint("b", b.baseUrl(), ", region: us")
        .endpoint("c", b.baseUrl(), ", region: eu, attestations: [soc2]")
        .model("main", "a")
        .with("retries: {max: 1, backoff: 10ms..20ms}")
        .with("fallbacks: [spare]")
        .model("spare", "b")
        .with("fallbacks: [third]")
        .model("third", "c")
        .model("lenient", "a")
        .with("content-filter-fallback: true")
        .with("fallbacks: [spare]")
        .model("twin", "a", "c")
        .with("retries: {max: 1, backoff: 10ms..20ms}");
  }

  private static String require(String secret, String rules) {
    return "secret: " + secret + ", models: ['*'], require: {" + rules + "}";
  }

  private static Question.Builder main(String key) {
    return Question.to("main").key(key);
  }

  @BeforeEach
  void fail() {
    a.does(Faults.status(503, "busy"));
  }

  @ParameterizedTest
  @EnumSource
  void fallback_notAllowed_isNotAsked(Way way) {
    Told.PROVIDER_OVERLOADED.in(way.failure(gateway, main(ANY)), way);
    Told.PROVIDER_OVERLOADED.in(way.failure(gateway, main(ANY).fallback(false)), way);
    assertThat(b.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void fallback_named_takesThePlaceOfTheConfiguredOne(Way way) {
    Answer.Whole answer = way.answer(gateway, main(ANY).fallback(true).fallbacks("third", "spare"));

    assertRight(answer);
    assertServedBy(answer, "third", "c", 3);
    assertThat(b.asked()).hasSize(1);
  }

  /** Naming is permission enough at the gRPC door; at the HTTP door nothing but the switch is. */
  @ParameterizedTest
  @EnumSource
  void fallback_namedWithoutTheSwitch_isAskedForGrpcAlone(Way way) {
    Question.Builder question = main(ANY).fallbacks("third");

    if (way.isHttp()) {
      Told.PROVIDER_OVERLOADED.in(way.failure(gateway, question), way);
    } else {
      assertServedBy(way.answer(gateway, question), "third", "c", 3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void fallback_unknown_isRefusedByNameAndNobodyIsAsked(Way way) {
    Answer.Failed failed =
        way.failure(gateway, main(ANY).fallback(true).fallbacks("spare", "gpt-9"));

    assertThat(failed.said()).startsWith(way.isHttp() ? "400 " : "INVALID_ARGUMENT");
    assertThat(failed.message()).contains("gpt-9");
    assertThat(a.asked()).isEmpty();
    assertThat(b.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void fallback_ofAFallback_isNotFollowed(Way way) {
    b.does(Faults.status(500, "oops"));

    Answer.Failed failed = way.failure(gateway, main(ANY).fallback(true));

    assertThat(failed.endpoint()).isEqualTo("b");
    assertThat(failed.reason()).isEqualTo("PROVIDER_ERROR");
    assertThat(a.asked()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void fallback_thatTheKeyMayNotUse_isNotAsked(Way way) {
    Answer.Failed failed = way.failure(gateway, main(MAIN_ALONE).fallback(true));

    Told.PROVIDER_OVERLOADED.in(failed, way);
    assertThat(b.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void fallback_outsideTheKeysRules_isNotAsked(Way way) {
    Told.PROVIDER_OVERLOADED.in(way.failure(gateway, main(ATTESTED).fallback(true)), way);
    Told.PROVIDER_OVERLOADED.in(way.failure(gateway, main(EUROPEAN).fallback(true)), way);
    assertThat(b.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void fallback_outsideTheCallsRegions_isNotAsked(Way way) {
    Told.PROVIDER_OVERLOADED.in(way.failure(gateway, main(ANY).fallback(true).in("eu")), way);
    assertThat(b.asked()).isEmpty();
  }

  /** What is outside is passed over, not the end. */
  @ParameterizedTest
  @EnumSource
  void fallback_insideTheRules_isAskedAfterOneOutside(Way way) {
    Question.Builder question = main(ATTESTED).fallback(true).fallbacks("spare", "third");

    assertServedBy(way.answer(gateway, question), "third", "c", 3);
    assertThat(b.asked()).hasSize(1);
  }

  /** Else such a prompt goes nowhere. */
  @ParameterizedTest
  @EnumSource
  void promptBlocked_whereTheModelsOwnerAllowsIt_fallbackAnswers(Way way) {
    a.does(Faults.status(400, "the prompt was flagged"));

    Answer.Whole answer = way.answer(gateway, Question.to("lenient").key(ANY).fallback(true));

    assertServedBy(answer, "spare", "b", 2);
    Told.PROMPT_BLOCKED.in(way.failure(gateway, Question.to("lenient").key(ANY)), way);
    Told.PROMPT_BLOCKED.in(way.failure(gateway, main(ANY).fallback(true)), way);
  }

  @ParameterizedTest
  @EnumSource
  void otherTarget_ofTheSameModel_isAskedBeforeARepeat(Way way) {
    Answer.Whole answer = way.answer(gateway, Question.to("twin").key(ANY));

    assertServedBy(answer, "twin", "c", 2);
    assertThat(a.asked()).hasSize(1);
  }

  /** The same one is repeated all the same. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = "GRPC.*")
  void otherTarget_notWanted_isNotAsked(Way way) {
    Answer.Failed failed = way.failure(gateway, Question.to("twin").key(ANY).stays());

    Told.PROVIDER_OVERLOADED.in(failed, way);
    assertThat(failed.endpoint()).isEqualTo("a");
    assertThat(a.asked()).hasSize(2);
    assertThat(b.asked()).isEmpty();
  }
}
