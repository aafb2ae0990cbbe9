package dev.patchbay.server.grpc;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.relay.Request.Operation;
import dev.patchbay.server.replay.Shelf;
import dev.patchbay.v1.CancelChatRequest;
import dev.patchbay.v1.CancelChatResponse;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.ResumeChatRequest;
import dev.patchbay.v1.ResumeChatResponse;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.time.Duration;

/** The chat service: validates, translates, and has calls run on their loop. */
final class ChatDoor extends ChatServiceGrpc.ChatServiceImplBase {
  /** Some 600 token messages; the default would let 2,500 wait. */
  private static final int READY_BYTES = 8 * 1024;

  private final LoopGroup loops;
  private final Relay relay;
  private final RequestReading reading;
  private final Refusals refusals;
  private final UnaryRuns<ChatResponse> whole;
  private final StreamRuns streamed;

  @Inject
  ChatDoor(LoopGroup loops, Relay relay, RequestReading reading, Refusals refusals, Shelf shelf) {
    this.loops = loops;
    this.relay = relay;
    this.reading = reading;
    this.refusals = refusals;
    whole = new UnaryRuns<>("Chat", shelf, ChatResponse::getResponseId);
    streamed = new StreamRuns(relay, shelf);
  }

  @Override
  public void chat(dev.patchbay.v1.ChatRequest request, StreamObserver<ChatResponse> responses) {
    CallIds ids = CallMetadata.IDS.get();
    try {
      ChatRequest read = reading.unary(request);
      whole.run(
          new UnaryRuns.Call<>(
              serverCall(responses), loops.currentOrNext(), CallMetadata.HEAD.get()),
          new UnaryRuns.Asked(read.terms(), () -> Fingerprints.of(request)),
          (loop, recipient) -> relay.start(loop, read, new UnaryCaller(recipient, ids)));
    } catch (FaultException e) {
      refuse(responses, e);
    }
  }

  @Override
  public void streamChat(StreamChatRequest request, StreamObserver<StreamChatResponse> responses) {
    ServerCallStreamObserver<StreamChatResponse> observer = serverCall(responses);
    observer.setOnReadyThreshold(READY_BYTES);
    try {
      Duration heartbeat = RequestReading.heartbeat(request.getStream());
      streamed.start(
          new StreamRuns.Call(
              observer, loops.currentOrNext(), CallMetadata.IDS.get(), CallMetadata.HEAD.get()),
          request,
          reading.streamed(request, heartbeat));
    } catch (FaultException e) {
      refuse(responses, e);
    }
  }

  private void refuse(StreamObserver<?> responses, FaultException refusal) {
    refusals.tell(Operation.CHAT, refusal.fault());
    Recipient.of(responses).failed(refusal.fault());
  }

  @Override
  public void resumeChat(ResumeChatRequest request, StreamObserver<ResumeChatResponse> responses) {
    ServerCallStreamObserver<ResumeChatResponse> observer = serverCall(responses);
    observer.setOnReadyThreshold(READY_BYTES);
    try {
      RequestValidator.check(request);
      streamed.resume(request, Authentication.principal(), observer, CallMetadata.HEAD.get());
    } catch (FaultException e) {
      // No call for an answer: it is not counted as one that was refused.
      Recipient.of(responses).failed(e.fault());
    }
  }

  @Override
  public void cancelChat(CancelChatRequest request, StreamObserver<CancelChatResponse> responses) {
    ServerCallStreamObserver<CancelChatResponse> observer = serverCall(responses);
    // What is said to a caller who has left is dropped instead of failing.
    observer.setOnCancelHandler(() -> {});
    Principal principal = Authentication.principal();
    Recipient<CancelChatResponse> caller = Recipient.of(observer);
    try {
      RequestValidator.check(request);
      streamed.cancel(
          request.getResponseId(),
          principal,
          ran -> caller.answered(CancelChatResponse.newBuilder().setWasRunning(ran).build()));
    } catch (FaultException e) {
      caller.failed(e.fault());
    }
  }

  private static <P> ServerCallStreamObserver<P> serverCall(StreamObserver<P> responses) {
    return (ServerCallStreamObserver<P>) responses;
  }
}
