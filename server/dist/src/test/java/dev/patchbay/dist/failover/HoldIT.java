package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.DoorDriver;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Told;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Output that is kept back makes a failure inside it invisible, whatever the other target says; a
 * failure after it is not. Nothing is said of failing over after output.
 */
class HoldIT extends PrimaryAndSpare {
  private static final String WHOLE = "whole";
  private static final String TOKENS = "20 tokens";
  private static final String TIME = "300ms";

  /** Models {@code free}, {@code held}, {@code counted} and {@code timed} keep back this much. */
  @Override
  GatewayConfig config() {
    var config = super.config();
    for (Amount amount : Amount.values()) {
      config
          .model(amount.model, "a")
          .timeouts(limits())
          .with("hold: " + amount.words)
          .with("fallbacks: [spare]");
    }
    return config;
  }

  private enum Amount {
    NONE("free", "none"),
    WHOLE("held", HoldIT.WHOLE),
    TOKENS("counted", HoldIT.TOKENS),
    TIME("timed", HoldIT.TIME);

    private final String model;
    private final String words;

    Amount(String model, String words) {
      this.model = model;
      this.words = words;
    }

    /** As the model says. */
    Question.Builder configured() {
      return Question.to(model).fallback(true);
    }

    /** As the call says, of a model that keeps nothing back. */
    Question.Builder asked() {
      return Question.to("free").fallback(true).hold(words);
    }
  }

  static Stream<Arguments> inside() {
    return Stream.of(
            row(Amount.WHOLE, Faults.cutAfter(59, Cut.CLOSED)),
            row(Amount.WHOLE, Faults.cutInATool()),
            row(Amount.TOKENS, Faults.cutAfter(19, Cut.CLOSED)),
            row(Amount.TIME, Faults.cutAfter(40, Cut.CLOSED)))
        .flatMap(HoldIT::eachStream);
  }

  static Stream<Arguments> after() {
    return Stream.of(
            row(Amount.NONE, Faults.cutAfter(40, Cut.CLOSED)),
            row(Amount.TOKENS, Faults.cutAfter(40, Cut.CLOSED)),
            row(Amount.TIME, Faults.cutLate(40, Duration.ofMillis(700))))
        .flatMap(HoldIT::eachStream);
  }

  private record Row(Amount amount, Script script) {}

  private static Row row(Amount amount, Script script) {
    return new Row(amount, script);
  }

  private static Stream<Arguments> eachStream(Row row) {
    return Stream.of(Way.GRPC_STREAMED, Way.HTTP_STREAMED)
        .map(way -> Arguments.of(way, row.amount(), row.script()));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("inside")
  void cut_insideWhatIsKeptBack_isNotSeen(Way way, Amount amount, Script script) {
    assertUnseen(way, amount.configured(), script);
    assertUnseen(way, amount.asked(), script);
  }

  private void assertUnseen(Way way, Question.Builder question, Script script) {
    a.does(script);
    b.does(Faults.words(Words.OTHER));

    Answer.Whole answer = way.answer(gateway, question);

    assertThat(answer.text()).isEqualTo(Words.OTHER.text());
    assertThat(answer.tools()).isEmpty();
    assertServedBy(answer, "spare", "b", 2);
    assertThat(answer.seams()).isEmpty();
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("after")
  void cut_afterIt_isInterrupted(Way way, Amount amount, Script script) {
    assertInterrupted(way, amount.configured(), script);
    assertInterrupted(way, amount.asked(), script);
  }

  private void assertInterrupted(Way way, Question.Builder question, Script script) {
    a.does(script);
    b.does(Faults.words(Words.OTHER));

    Answer.Failed failed = way.failure(gateway, question);

    Told.STREAM_INTERRUPTED.after(Words.RIGHT.text(0, 40), failed, way);
    assertThat(b.asked()).isEmpty();
  }

  /** What was kept back leaves when there is enough of it, and not at the end. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void output_leavesOnceTheAmountIsThere(Way way) {
    a.does(Faults.stallsAfter(20));

    for (Amount amount : new Amount[] {Amount.NONE, Amount.TOKENS, Amount.TIME}) {
      DoorDriver.Asked asked = way.start(gateway, amount.configured());
      asked.awaitOutput();
      asked.cancel();
    }
    assertThat(a.asked()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void call_mayKeepBackLessThanItsModel(Way way) {
    a.does(Faults.right());

    assertRight(way.answer(gateway, Amount.WHOLE.configured()));
    if (way.isStreamed()) {
      a.does(Faults.stallsAfter(10));
      DoorDriver.Asked asked = way.start(gateway, Amount.WHOLE.configured().hold("none"));
      asked.awaitOutput();
      asked.cancel();
    }
  }

  /** An answer that is shorter than what is to be kept back leaves whole. */
  @ParameterizedTest
  @EnumSource
  void answer_shorterThanTheAmount_leavesAtItsEnd(Way way) {
    a.does(Faults.shorter(5));

    for (Amount amount : Amount.values()) {
      Answer.Whole answer = way.answer(gateway, amount.configured());
      assertThat(answer.text()).isEqualTo(Words.RIGHT.text(0, 5));
      assertServedBy(answer, amount.model, "a", 1);
    }
  }
}
