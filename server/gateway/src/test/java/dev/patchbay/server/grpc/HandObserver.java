package dev.patchbay.server.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A caller whose transport the test moves. */
final class HandObserver<P> extends ServerCallStreamObserver<P> {
  final List<P> messages = new ArrayList<>();
  boolean ready = true;
  @Nullable Status end;
  private Runnable onCancel = () -> {};
  private Runnable onReady = () -> {};

  /** The transport takes more. */
  void becomesReady() {
    ready = true;
    onReady.run();
  }

  void leaves() {
    onCancel.run();
  }

  /** Why the call failed. */
  String reason() {
    if (end == null) {
      throw new AssertionError("the call goes on");
    }
    return Told.of(end.asRuntimeException(trailers)).info().getReason();
  }

  private Metadata trailers = new Metadata();

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {
    onCancel = handler;
  }

  @Override
  public void setCompression(String compression) {}

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {
    onReady = handler;
  }

  @Override
  public void request(int count) {}

  @Override
  public void setMessageCompression(boolean enable) {}

  @Override
  public void disableAutoInboundFlowControl() {}

  @Override
  public void onNext(P message) {
    messages.add(message);
  }

  @Override
  public void onError(Throwable failure) {
    end = Status.fromThrowable(failure);
    Metadata told = Status.trailersFromThrowable(failure);
    trailers = told == null ? new Metadata() : told;
  }

  @Override
  public void onCompleted() {
    end = Status.OK;
  }
}
