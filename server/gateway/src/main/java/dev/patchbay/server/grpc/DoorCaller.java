package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.Caller;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.ChatRun;
import dev.patchbay.server.relay.Relay;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC caller: ties the transport's callbacks to the run. They mostly come on the call's own
 * loop; from other transports (in the process) they are brought there.
 */
abstract class DoorCaller<P> implements Caller {
  final ServerCallStreamObserver<P> responses;
  private final Loop loop;
  private @Nullable ChatRun run;
  private boolean gone;

  DoorCaller(ServerCallStreamObserver<P> responses, Loop loop) {
    this.responses = responses;
    this.loop = loop;
    responses.setOnCancelHandler(() -> loop.execute(this::leave));
  }

  void start(Relay relay, ChatRequest request) {
    loop.execute(() -> {
      if (!gone) {
        run = relay.start(loop, request, this);
      }
    });
  }

  /** Ends the call before it began. */
  final void refuse(Fault fault) {
    responses.onError(FaultStatus.of(fault, false, 0));
  }

  /**
   * The transport takes more. Never told at once: a transport in the process says so in the middle
   * of a message.
   */
  final void ready() {
    loop.later(() -> {
      if (run != null) {
        run.callerReady();
      }
    });
  }

  private void leave() {
    gone = true;
    if (run != null) {
      run.cancel();
    }
  }
}
