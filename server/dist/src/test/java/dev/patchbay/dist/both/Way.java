package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Gateway;
import java.util.function.Function;

/** A door, and whether its answers are streamed. */
public enum Way {
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

  public boolean isStreamed() {
    return streamed;
  }

  public boolean isHttp() {
    return this == HTTP_WHOLE || this == HTTP_STREAMED;
  }

  public DoorDriver.Asked start(Gateway gateway, Question.Builder question) {
    return door.apply(gateway).ask(question.build(streamed));
  }

  public Answer ask(Gateway gateway, Question.Builder question) {
    return start(gateway, question).answer();
  }

  /** The answer to a question that must have one. */
  public Answer.Whole answer(Gateway gateway, Question.Builder question) {
    Answer answer = ask(gateway, question);
    assertThat(answer).isInstanceOf(Answer.Whole.class);
    return (Answer.Whole) answer;
  }

  /** The failure of a question that must fail. */
  public Answer.Failed failure(Gateway gateway, Question.Builder question) {
    return failure(start(gateway, question));
  }

  public static Answer.Failed failure(DoorDriver.Asked asked) {
    Answer answer = asked.answer();
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    return (Answer.Failed) answer;
  }
}
