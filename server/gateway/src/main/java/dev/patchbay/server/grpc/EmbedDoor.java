package dev.patchbay.server.grpc;

import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.relay.EmbedRequest;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.relay.Request.Operation;
import dev.patchbay.server.relay.RerankRequest;
import dev.patchbay.server.replay.Shelf;
import dev.patchbay.v1.EmbedResponse;
import dev.patchbay.v1.EmbeddingServiceGrpc;
import dev.patchbay.v1.RerankResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;

/** The embedding service: as {@link ChatDoor}, for vectors and rankings. */
final class EmbedDoor extends EmbeddingServiceGrpc.EmbeddingServiceImplBase {
  private final LoopGroup loops;
  private final Relay relay;
  private final RequestReading reading;
  private final Refusals refusals;
  private final UnaryRuns<EmbedResponse> runs;
  private final UnaryRuns<RerankResponse> rankings;

  @Inject
  EmbedDoor(LoopGroup loops, Relay relay, RequestReading reading, Refusals refusals, Shelf shelf) {
    this.loops = loops;
    this.relay = relay;
    this.reading = reading;
    this.refusals = refusals;
    runs = new UnaryRuns<>("Embed", shelf, EmbedResponse::getResponseId);
    rankings = new UnaryRuns<>("Rerank", shelf, RerankResponse::getResponseId);
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

  @Override
  public void rerank(
      dev.patchbay.v1.RerankRequest request, StreamObserver<RerankResponse> responses) {
    var observer = (ServerCallStreamObserver<RerankResponse>) responses;
    CallIds ids = CallMetadata.IDS.get();
    try {
      RerankRequest read = reading.rerank(request);
      rankings.run(
          new UnaryRuns.Call<>(observer, loops.currentOrNext(), CallMetadata.HEAD.get()),
          new UnaryRuns.Asked(read.terms(), () -> Fingerprints.of(request)),
          (loop, recipient) ->
              relay.start(loop, read, new RankCaller(recipient, ids, request.getModel())));
    } catch (FaultException e) {
      refusals.tell(Operation.RERANK, e.fault());
      Recipient.of(responses).failed(e.fault());
    }
  }
}
