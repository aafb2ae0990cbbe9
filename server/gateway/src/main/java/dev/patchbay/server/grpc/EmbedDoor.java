package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.relay.EmbedRequest;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.relay.Request.Operation;
import dev.patchbay.v1.EmbedResponse;
import dev.patchbay.v1.EmbeddingServiceGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;

/** The embedding service: as {@link ChatDoor}, for vectors. */
final class EmbedDoor extends EmbeddingServiceGrpc.EmbeddingServiceImplBase {
  private final LoopGroup loops;
  private final Relay relay;
  private final RequestReading reading;
  private final Refusals refusals;

  @Inject
  EmbedDoor(LoopGroup loops, Relay relay, RequestReading reading, Refusals refusals) {
    this.loops = loops;
    this.relay = relay;
    this.reading = reading;
    this.refusals = refusals;
  }

  @Override
  public void embed(dev.patchbay.v1.EmbedRequest request, StreamObserver<EmbedResponse> responses) {
    var observer = (ServerCallStreamObserver<EmbedResponse>) responses;
    var caller = new VectorCaller(observer, loops.currentOrNext(), CallMetadata.IDS.get(), request);
    EmbedRequest read;
    try {
      read = reading.embed(request);
    } catch (FaultException e) {
      refusals.tell(Operation.EMBED, e.fault());
      caller.refuse(e.fault());
      return;
    }
    caller.start(loop -> relay.start(loop, read, caller));
  }
}
