package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.ErrorInfo;
import dev.patchbay.server.access.Admission;
import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.relay.RecordedCalls;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.replay.Shelf;
import dev.patchbay.server.routing.Router;
import dev.patchbay.server.upstream.UpstreamClient;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.v1.ChatMessage;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.FailedAttempt;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.Role;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import dev.patchbay.v1.TextPart;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.internal.testing.StreamRecorder;
import io.grpc.protobuf.StatusProto;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The door over the in-process transport, whose threads are not the loops': everything must be
 * brought to its loop.
 */
class ChatDoorTest {
  private static final List<ChatEvent> OVERLOADED =
      List.of(
          ChatEvent.failed(
              ProviderError.of(ErrorKind.OVERLOADED, "too much to do").withStatus(503)));
  private static final List<ChatEvent> CUT =
      List.of(
          ChatEvent.blockStarted(0, 0, BlockKind.TEXT),
          ChatEvent.delta(0, BlockKind.TEXT, "Hel"),
          ChatEvent.failed(ProviderError.of(ErrorKind.UPSTREAM, "broke")));

  private final LoopGroup loops = new LoopGroup(2);
  private final RecordedCalls calls = new RecordedCalls();
  private Catalog catalog = Catalog.EMPTY;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    var relay =
        new Relay(
            () -> catalog, new Router(), new UpstreamClient(loops, InstantSource.system()), calls);
    var refusals = new Refusals(calls);
    server =
        InProcessServerBuilder.forName("chat-door-test")
            .directExecutor()
            .intercept(new Authentication(new Admission(), refusals))
            .intercept(new CallMetadata(refusals))
            .addService(new ChatDoor(loops, relay, new RequestReading(), refusals, new Shelf()))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName("chat-door-test").directExecutor().build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    loops.close();
  }

  @Test
  void streamChat_answer_isOrderedAndNumbered() throws Exception {
    serve(ScriptedProvider.text("Hel", "lo"));

    StreamRecorder<StreamChatResponse> recorder = stream();

    assertThat(recorder.getError()).isNull();
    assertThat(recorder.getValues())
        .extracting(StreamChatResponse::getKindCase)
        .containsExactly(
            KindCase.STARTED,
            KindCase.BLOCK_STARTED,
            KindCase.TEXT,
            KindCase.TEXT,
            KindCase.BLOCK_ENDED,
            KindCase.CHOICE_FINISHED,
            KindCase.COMPLETED);
    assertThat(recorder.getValues())
        .extracting(StreamChatResponse::getSequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(recorder.getValues().getLast().getCompleted().getUsage().getOutputTokens())
        .isEqualTo(2);
  }

  @Test
  void chat_sameProvider_isTheJoinedStream() {
    serve(ScriptedProvider.text("Hel", "lo"));

    ChatResponse response =
        ChatServiceGrpc.newBlockingStub(channel)
            .chat(ChatRequest.newBuilder().setInput(input("m")).build());

    assertThat(response.getChoices(0).getMessage().getParts(0).getText().getText())
        .isEqualTo("Hello");
    assertThat(response.getRoute().getEndpoint()).isEqualTo("e0");
    assertThat(response.getUsage().getInputTokens()).isEqualTo(3);
  }

  @Test
  void streamChat_firstTargetFailsBeforeOutput_isServedByTheSecondAndToldInStarted()
      throws Exception {
    serve(OVERLOADED, ScriptedProvider.text("Hello"));

    StreamRecorder<StreamChatResponse> recorder = stream();

    assertThat(recorder.getError()).isNull();
    FailedAttempt failed = recorder.getValues().getFirst().getStarted().getFailedAttempts(0);
    assertThat(failed.getErrorReason()).isEqualTo("PROVIDER_OVERLOADED");
    assertThat(failed.getUpstreamHttpStatus()).isEqualTo(503);
    assertThat(recorder.getValues().getFirst().getStarted().getRoute().getAttempt()).isEqualTo(2);
  }

  @Test
  void streamChat_failsAfterOutput_isInterruptedAndNeverOk() throws Exception {
    serve(CUT, ScriptedProvider.text("Hello"));

    StreamRecorder<StreamChatResponse> recorder = stream();

    assertThat(recorder.getValues().getLast().getInterrupted().getReason())
        .isEqualTo("STREAM_INTERRUPTED");
    assertThat(Status.fromThrowable(recorder.getError()).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void chat_failsAfterPartOfTheAnswer_isServedByTheSecond() {
    serve(CUT, ScriptedProvider.text("Hello"));

    ChatResponse response =
        ChatServiceGrpc.newBlockingStub(channel)
            .chat(ChatRequest.newBuilder().setInput(input("m")).build());

    assertThat(response.getChoices(0).getMessage().getParts(0).getText().getText())
        .isEqualTo("Hello");
  }

  @Test
  void chat_unknownModel_isNotFoundWithOneErrorInfo() throws Exception {
    serve(ScriptedProvider.text("Hello"));

    var failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                ChatServiceGrpc.newBlockingStub(channel)
                    .chat(ChatRequest.newBuilder().setInput(input("x")).build()));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    List<com.google.protobuf.Any> infos =
        Objects.requireNonNull(StatusProto.fromThrowable(failure)).getDetailsList().stream()
            .filter(d -> d.is(ErrorInfo.class))
            .toList();
    assertThat(infos).hasSize(1);
    ErrorInfo info = infos.getFirst().unpack(ErrorInfo.class);
    assertThat(info.getReason()).isEqualTo("MODEL_NOT_FOUND");
    assertThat(info.getDomain()).isEqualTo("patchbay.dev");
  }

  @Test
  void chat_requestThatBreaksABound_isRefusedAndToldToTheListener() {
    serve(ScriptedProvider.text("Hello"));

    var failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> ChatServiceGrpc.newBlockingStub(channel).chat(ChatRequest.getDefaultInstance()));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(calls.refused()).containsExactly("GRPC CHAT INVALID_REQUEST");
  }

  @SafeVarargs
  private void serve(List<ChatEvent>... scripts) {
    var made = new TestCatalog();
    for (int i = 0; i < scripts.length; i++) {
      made.endpoint("e" + i, "fake", new ScriptedProvider(scripts[i]));
    }
    catalog = made.withModel("m", 1);
  }

  private StreamRecorder<StreamChatResponse> stream() throws Exception {
    StreamRecorder<StreamChatResponse> recorder = StreamRecorder.create();
    ChatServiceGrpc.newStub(channel)
        .streamChat(StreamChatRequest.newBuilder().setInput(input("m")).build(), recorder);
    assertThat(recorder.awaitCompletion(10, TimeUnit.SECONDS)).isTrue();
    return recorder;
  }

  private static GenerationInput input(String model) {
    return GenerationInput.newBuilder()
        .setModel(model)
        .addMessages(
            ChatMessage.newBuilder()
                .setRole(Role.ROLE_USER)
                .addParts(Part.newBuilder().setText(TextPart.newBuilder().setText("Hello?"))))
        .build();
  }
}
