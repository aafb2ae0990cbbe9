package dev.patchbay.server.grpc;

import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.relay.EmbedRequest;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.relay.Request.Operation;
import dev.patchbay.server.replay.Shelf;
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
  private final UnaryRuns<EmbedResponse> runs;

  @Inject
  EmbedDoor(LoopGroup loops, Relay relay, RequestReading reading, Refusals refusals, Shelf shelf) {
    this.loops = loops;
    this.relay = relay;
    this.reading = reading;
    this.refusals = refusals;
    runs = new UnaryRuns<>("Embed", shelf, EmbedResponse::getResponseId);
  }

  @Override
  public void embed(dev.patchbay.v1.EmbedRequest request, StreamObserver<EmbedResponse> responses) {
    var observer = (ServerCallStreamObserver<EmbedResponse>) responses;
    CallIds ids = CallMetadata.IDS.get();
    try {
      EmbedRequest read = reading.embed(request);
      runs.run(
          new UnaryRuns.Call<>(observer, loops.currentOrNext(), CallMetadata.HEAD.get()),
          new UnaryRuns.Asked(read.terms(), () -> Fingerprints.of(request)),
          (loop, recipient) -> relay.start(loop, read, new VectorCaller(recipient, ids, request)));
    } catch (FaultException e) {
      refusals.tell(Operation.EMBED, e.fault());
      Recipient.of(responses).failed(e.fault());
    }
  }
}
