package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.relay.Caller;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.ChatRun;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.relay.Request.Operation;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.time.Duration;

/** The chat service: validates, translates, and hands calls to the relay on their loop. */
final class ChatDoor extends ChatServiceGrpc.ChatServiceImplBase {
  /** Some 600 token messages; the default would let 2,500 wait. */
  private static final int READY_BYTES = 8 * 1024;

  private final LoopGroup loops;
  private final Relay relay;
  private final RequestReading reading;
  private final Refusals refusals;

  @Inject
  ChatDoor(LoopGroup loops, Relay relay, RequestReading reading, Refusals refusals) {
    this.loops = loops;
    this.relay = relay;
    this.reading = reading;
    this.refusals = refusals;
  }

  @Override
  public void chat(dev.patchbay.v1.ChatRequest request, StreamObserver<ChatResponse> responses) {
    var observer = (ServerCallStreamObserver<ChatResponse>) responses;
    var caller = new UnaryCaller(observer, loops.currentOrNext(), CallMetadata.IDS.get());
    start(caller, () -> reading.unary(request));
  }

  @Override
  public void streamChat(StreamChatRequest request, StreamObserver<StreamChatResponse> responses) {
    var observer = (ServerCallStreamObserver<StreamChatResponse>) responses;
    Duration heartbeat = RequestReading.heartbeat(request.getStream());
    var caller =
        new StreamCaller(
            observer, loops.currentOrNext(), CallMetadata.IDS.get(), request, heartbeat);
    observer.setOnReadyThreshold(READY_BYTES);
    observer.setOnReadyHandler(caller::ready);
    start(caller, () -> reading.streamed(request, heartbeat));
  }

  private <C extends DoorCaller<?, ChatRun> & Caller> void start(C caller, Reading reading) {
    ChatRequest request;
    try {
      request = reading.read();
    } catch (FaultException e) {
      refusals.tell(Operation.CHAT, e.fault());
      caller.refuse(e.fault());
      return;
    }
    caller.start(loop -> relay.start(loop, request, caller));
  }

  private interface Reading {
    ChatRequest read();
  }
}
