package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.server.grpc.BoundCase.Refused;
import dev.patchbay.server.grpc.ProtoBounds.Bound;
import dev.patchbay.v1.CancelChatRequest;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.EmbedRequest;
import dev.patchbay.v1.GetModelRequest;
import dev.patchbay.v1.ListEndpointsRequest;
import dev.patchbay.v1.ListModelsRequest;
import dev.patchbay.v1.RerankRequest;
import dev.patchbay.v1.ResumeChatRequest;
import dev.patchbay.v1.StreamChatRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Walks through every bound that the protos document: none may be without a check. */
final class DocumentedBoundsTest {
  /** What the validator cannot see. */
  private static final Set<Bound> CHECKED_ELSEWHERE =
      Set.of(
          new Bound("ChatService", BoundCase.ANY_VALUE),
          new Bound(
              "ResumeChatRequest.after_sequence",
              "Rule: at most the sequence of the last event that was sent."),
          new Bound("ListModelsRequest.page_token", "Rule: a token of this list."),
          new Bound("ListEndpointsRequest.page_token", "Rule: a token of this list."));

  private static final Map<Bound, BoundCase> CASES =
      Stream.of(
              DoorBounds.cases(),
              EmbedBounds.cases(),
              RerankBounds.cases(),
              MessageBounds.cases(),
              ToolBounds.cases(),
              ParamBounds.cases(),
              RouteBounds.cases())
          .flatMap(Function.identity())
          .collect(Collectors.toMap(BoundCase::bound, Function.identity()));

  @Test
  void cases_forEachDocumentedBound_existAndNoOthers() {
    List<Bound> documented = ProtoBounds.read();

    assertThat(documented).hasSizeGreaterThan(100).containsAll(CHECKED_ELSEWHERE);
    assertThat(documented)
        .filteredOn(bound -> !CHECKED_ELSEWHERE.contains(bound))
        .as("a bound that a proto documents has its cases here, word for word")
        .containsExactlyInAnyOrderElementsOf(CASES.keySet());
  }

  @TestFactory
  Stream<DynamicTest> check_onTheBoundAndBeyond_acceptsAndRefuses() {
    return CASES.values().stream()
        .map(bound ->
            DynamicTest.dynamicTest(
                bound.bound().element() + " " + bound.bound().line(), () -> walk(bound)));
  }

  private static void walk(BoundCase bound) {
    assertThat(bound.accepted()).as("accepted values").isNotEmpty();
    assertThat(bound.refused()).as("refused values").isNotEmpty();
    for (Message request : bound.accepted()) {
      assertThatCode(() -> check(request)).as(request.toString()).doesNotThrowAnyException();
    }
    for (Refused refused : bound.refused()) {
      Fault fault = fault(refused.request());
      assertThat(fault.reason()).as(fault.message()).isEqualTo(expectedReason(bound.bound()));
      assertThat(fault.violations())
          .extracting(Violation::field)
          .as(fault.message())
          .containsExactly(refused.path());
    }
  }

  private static Reason expectedReason(Bound bound) {
    return bound.line().startsWith("Not supported")
        ? Reason.UNSUPPORTED_PARAMETER
        : Reason.INVALID_REQUEST;
  }

  private static Fault fault(Message request) {
    FaultException thrown = catchThrowableOfType(FaultException.class, () -> check(request));
    assertThat(thrown).as("accepted, but should not be: " + request).isNotNull();
    return thrown.fault();
  }

  private static void check(Message request) {
    switch (request) {
      case ChatRequest chat -> RequestValidator.check(chat);
      case StreamChatRequest stream -> RequestValidator.check(stream);
      case EmbedRequest embed -> RequestValidator.check(embed);
      case RerankRequest rerank -> RequestValidator.check(rerank);
      case ResumeChatRequest resume -> RequestValidator.check(resume);
      case CancelChatRequest cancel -> RequestValidator.check(cancel);
      case ListModelsRequest models -> RequestValidator.check(models);
      case GetModelRequest model -> RequestValidator.check(model);
      case ListEndpointsRequest endpoints -> RequestValidator.check(endpoints);
      default -> throw new IllegalArgumentException("no check for " + request.getClass());
    }
  }
}
