package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A question above 32 MiB reaches nobody, and its caller learns the limit. */
class BothTooLargeIT extends Stories {
  @ParameterizedTest
  @EnumSource
  void question_above32MiB_isTooLarge(Way way) {
    given(HELLO, HELLO);
    Question.Builder question = Question.to("m").text("x".repeat(33 * 1024 * 1024));

    Answer.Failed failed = way.failure(gateway, question);

    Told.REQUEST_TOO_LARGE.in(failed, way);
    assertThat(failed.message()).contains("33554432");
    assertThat(first.arrived()).isZero();
  }
}
