package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.StreamContract;
import dev.patchbay.v1.BlockStarted;
import dev.patchbay.v1.ChoiceFinished;
import dev.patchbay.v1.RouteChanged;
import dev.patchbay.v1.RouteDecision;
import dev.patchbay.v1.Started;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import dev.patchbay.v1.Warning;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stream through the gRPC door. */
final class GrpcStream implements DoorDriver.Asked {
  private final StreamCall call;
  private final @Nullable ManagedChannel own;
  private final List<StreamChatResponse> events = new ArrayList<>();

  private GrpcStream(StreamCall call, @Nullable ManagedChannel own) {
    this.call = call;
    this.own = own;
  }

  /**
   * @param window as of {@link Question}
   */
  static GrpcStream open(
      Gateway gateway,
      StreamChatRequest request,
      CallOptions options,
      Metadata metadata,
      int window) {
    ManagedChannel own = window == 0 ? null : gateway.connect(window);
    ManagedChannel channel = own == null ? gateway.channel() : own;
    return new GrpcStream(StreamCall.open(channel, request, options, metadata), own);
  }

  @Override
  public void awaitOutput() {
    try {
      do {
        call.request(1);
        events.add(call.next());
      } while (!events.getLast().hasText());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public long cancel() {
    long now = call.cancel();
    close();
    return now;
  }

  private void close() {
    if (own != null) {
      own.shutdown();
    }
  }

  @Override
  public Answer answer() {
    call.request(Integer.MAX_VALUE);
    events.addAll(call.rest());
    StreamCall.End end = call.end();
    close();
    if (end.status().isOk()) {
      return whole(StreamContract.check(events));
    }
    // The caller's own clock may have cut the stream anywhere.
    boolean told = !events.isEmpty() && events.getLast().hasInterrupted();
    String before = told ? text(StreamContract.check(events)) : delivered();
    boolean output = events.stream().anyMatch(StreamChatResponse::hasBlockStarted);
    return GrpcWords.failed(end.status(), end.trailers(), before, output);
  }

  private String delivered() {
    var text = new StringBuilder();
    events.forEach(event -> text.append(event.getText().getText()));
    return text.toString();
  }

  private Answer whole(StreamContract stream) {
    assertThat(stream.kinds()).containsOnlyOnce(KindCase.CHOICE_FINISHED, KindCase.COMPLETED);
    Started started = stream.first().getStarted();
    String requestId = GrpcWords.requestId(call.headers());
    assertThat(GrpcWords.requestId(call.end().trailers())).isEqualTo(requestId);
    return new Answer.Whole(
        text(stream),
        tools(stream),
        GrpcWords.finish(finished().getFinish().getReason()),
        GrpcWords.tokens(stream.last().getCompleted().getUsage()),
        started.getModel(),
        started.getRoute().getEndpoint(),
        started.getRoute().getAttempt(),
        requestId,
        GrpcWords.dropped(warnings(started)),
        GrpcWords.missed(started.getFailedAttemptsList()),
        seams(stream));
  }

  private ChoiceFinished finished() {
    return events.stream()
        .filter(StreamChatResponse::hasChoiceFinished)
        .findFirst()
        .orElseThrow()
        .getChoiceFinished();
  }

  private List<Warning> warnings(Started started) {
    return Stream.concat(
            started.getWarningsList().stream(),
            events.stream()
                .filter(StreamChatResponse::hasWarned)
                .map(event -> event.getWarned().getWarning()))
        .toList();
  }

  private static String text(StreamContract stream) {
    return text(stream, stream.firstBlock(), stream.blocks());
  }

  private static String text(StreamContract stream, int from, int to) {
    var text = new StringBuilder();
    for (int block = from; block < to; block++) {
      if (stream.block(block).getKind() == BlockStarted.Kind.KIND_TEXT) {
        text.append(stream.text(block));
      }
    }
    return text.toString();
  }

  private List<Answer.Seam> seams(StreamContract stream) {
    return events.stream()
        .filter(StreamChatResponse::hasRouteChanged)
        .map(event -> seam(stream, event.getRouteChanged()))
        .toList();
  }

  private static Answer.Seam seam(StreamContract stream, RouteChanged changed) {
    RouteDecision route = changed.getRoute();
    return new Answer.Seam(
        changed.getEffect().name().substring("EFFECT_".length()),
        route.getRoute(),
        route.getEndpoint(),
        route.getAttempt(),
        text(stream, 0, changed.getFirstBlock()),
        GrpcWords.missed(changed.getFailed()));
  }

  private static List<Answer.ToolCall> tools(StreamContract stream) {
    var tools = new ArrayList<Answer.ToolCall>();
    for (int block = stream.firstBlock(); block < stream.blocks(); block++) {
      if (stream.block(block).getKind() == BlockStarted.Kind.KIND_TOOL_CALL) {
        var head = stream.block(block).getHead().getToolCall();
        tools.add(new Answer.ToolCall(head.getCallId(), head.getName(), stream.text(block)));
      }
    }
    return tools;
  }
}
