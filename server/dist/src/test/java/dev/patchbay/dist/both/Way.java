package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Gateway;
import java.util.function.Function;

/** A door, and whether its answers are streamed. */
enum Way {
  GRPC_WHOLE(GrpcDriver::new, false),
  GRPC_STREAMED(GrpcDriver::new, true),
  HTTP_WHOLE(HttpDriver::new, false),
  HTTP_STREAMED(HttpDriver::new, true);

  private final Function<Gateway, DoorDriver> door;
  private final boolean streamed;

  Way(Function<Gateway, DoorDriver> door, boolean streamed) {
    this.door = door;
    this.streamed = streamed;
  }

  boolean isStreamed() {
    return streamed;
  }

  boolean isHttp() {
    return this == HTTP_WHOLE || this == HTTP_STREAMED;
  }

  DoorDriver.Asked start(Gateway gateway, Question.Builder question) {
    return door.apply(gateway).ask(question.build(streamed));
  }

  Answer ask(Gateway gateway, Question.Builder question) {
    return start(gateway, question).answer();
  }

  /** The answer to a question that must have one. */
  Answer.Whole answer(Gateway gateway, Question.Builder question) {
    Answer answer = ask(gateway, question);
    assertThat(answer).isInstanceOf(Answer.Whole.class);
    return (Answer.Whole) answer;
  }

  /** The failure of a question that must fail. */
  Answer.Failed failure(Gateway gateway, Question.Builder question) {
    return failure(start(gateway, question));
  }

  static Answer.Failed failure(DoorDriver.Asked asked) {
    Answer answer = asked.answer();
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    return (Answer.Failed) answer;
  }
}
