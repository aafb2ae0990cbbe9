package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.ChatRun;
import dev.patchbay.v1.StreamChatResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A stream that goes straight to its caller and ends with it. The transport folds all messages of
 * one turn of the loop into one flush, so that what a read of the provider held leaves together.
 */
final class DirectStream implements StreamOutlet, Streams.Known {
  private final ServerCallStreamObserver<StreamChatResponse> responses;
  private final Loop loop;
  private final Streams streams;
  private final String id;
  private final String owner;
  private final RunTie<ChatRun> tie;

  DirectStream(
      ServerCallStreamObserver<StreamChatResponse> responses,
      Loop loop,
      Streams streams,
      String id,
      String owner) {
    this.responses = responses;
    this.loop = loop;
    this.streams = streams;
    this.id = id;
    this.owner = owner;
    tie = new RunTie<>(responses, loop, this::forget);
    // One in the process says so in the middle of a message.
    responses.setOnReadyHandler(() -> tie.later(ChatRun::callerReady));
  }

  void start(Function<Loop, ChatRun> begin) {
    streams.add(id, this);
    tie.start(begin);
  }

  private void forget() {
    streams.remove(id, this);
  }

  @Override
  public void send(StreamChatResponse event) {
    responses.onNext(event);
  }

  @Override
  public void beat(StreamChatResponse event) {
    responses.onNext(event);
  }

  @Override
  public void completed() {
    forget();
    responses.onCompleted();
  }

  @Override
  public void failed(Fault fault, boolean contentSent, long lastSequence) {
    forget();
    responses.onError(FaultStatus.of(fault, contentSent, lastSequence));
  }

  @Override
  public boolean isReady() {
    return responses.isReady();
  }

  @Override
  public String owner() {
    return owner;
  }

  @Override
  public void stop(Consumer<Boolean> told) {
    loop.execute(() -> {
      tie.now(run -> run.interrupt(Streams.CANCELLED));
      told.accept(true);
    });
  }
}
