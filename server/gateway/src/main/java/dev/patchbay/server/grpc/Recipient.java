package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.Fault;
import io.grpc.stub.StreamObserver;

/** Where the one message of a unary call goes, or why there is none. Told once. */
interface Recipient<P> {
  void answered(P message);

  void failed(Fault fault);

  /** The call itself. */
  static <P> Recipient<P> of(StreamObserver<P> responses) {
    return new Recipient<>() {
      @Override
      public void answered(P message) {
        responses.onNext(message);
        responses.onCompleted();
      }

      @Override
      public void failed(Fault fault) {
        responses.onError(FaultStatus.of(fault, false, 0));
      }
    };
  }
}
