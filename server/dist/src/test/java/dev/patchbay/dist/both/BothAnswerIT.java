package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Sse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** All goes well. */
class BothAnswerIT extends Stories {
  @ParameterizedTest
  @EnumSource
  void answer_isTheProvidersWithTheWayItCame(Way way) {
    given(answer("Grüße, 茶碗 🍵"), HELLO);

    Answer.Whole answer = way.answer(gateway, Question.to("m").requestId("mine-1"));

    assertThat(answer)
        .isEqualTo(
            new Answer.Whole(
                "Grüße, 茶碗 🍵",
                List.of(),
                "stop",
                new Answer.Tokens(7, 2, false),
                "m",
                "first",
                1,
                "mine-1",
                List.of(),
                List.of(),
                List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void question_reachesTheProviderWithItsOwnKeyAndModel(Way way) throws Exception {
    given(HELLO, HELLO);

    way.answer(gateway, Question.to("m").text("Who wrote Hamlet?"));

    var sent = first.next().request();
    assertThat(sent.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(sent.headers())
        .containsEntry("authorization", "Bearer secret")
        .containsEntry("host", "127.0.0.1:" + first.port())
        .doesNotContainKey("accept-encoding");
    assertThat(sent.body())
        .contains("\"model\":\"upstream-model\"", "Who wrote Hamlet?")
        .doesNotContain("patchbay");
    assertThat(sent.body().contains("\"stream\":true")).isEqualTo(way.isStreamed());
  }

  @ParameterizedTest
  @EnumSource
  void requestId_noneOrABadOne_isMadeUp(Way way) {
    given(HELLO, HELLO);

    Answer.Whole none = way.answer(gateway, Question.to("m"));
    Answer.Whole tooLong = way.answer(gateway, Question.to("m").requestId("x".repeat(129)));

    assertThat(List.of(none.requestId(), tooLong.requestId()))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.startsWith("req_"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void answer_cutInsideCharacters_isWhole(Way way) {
    String text = "Grüße, Чашка, 茶碗, 🍵👩‍🚀 €";
    byte[] events = String.join("", Sse.answer(text)).getBytes(StandardCharsets.UTF_8);
    given(
        to -> {
          to.head();
          for (byte b : events) {
            to.chunk(new byte[] {b});
          }
          to.end();
        },
        HELLO);

    assertThat(way.answer(gateway, Question.to("m")).text()).isEqualTo(text);
  }

  /** A whole answer in the caller's own dialect passes as it is: without usage if it has none. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "HTTP_WHOLE")
  void usage_thatTheProviderDoesNotTell_isEstimated(Way way) {
    String untold = Sse.whole("Hello").replaceFirst(",\"usage\":.*}}$", "}");
    given(
        to -> {
          if (way.isStreamed()) {
            to.stream(Sse.role(), Sse.text("Hello"), Sse.finish("stop"), Sse.DONE);
          } else {
            to.json(200, untold);
          }
        },
        HELLO);

    assertThat(way.answer(gateway, Question.to("m")).usage())
        .isInstanceOfSatisfying(
            Answer.Tokens.class,
            usage -> {
              assertThat(usage.estimated()).isTrue();
              assertThat(usage.input()).isPositive();
              assertThat(usage.output()).isPositive();
            });
  }
}
