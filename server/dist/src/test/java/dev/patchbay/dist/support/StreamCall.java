package dev.patchbay.dist.support;

import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.ResumeChatRequest;
import dev.patchbay.v1.ResumeChatResponse;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A caller of StreamChat or ResumeChat that reads only what it asks for. */
public final class StreamCall {
  /** How a call ended. */
  public record End(Status status, Metadata trailers) {}

  private final ClientCall<?, ?> call;
  private final BlockingQueue<StreamChatResponse> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Metadata> headers = new CompletableFuture<>();
  private final CompletableFuture<End> end = new CompletableFuture<>();

  private StreamCall(ClientCall<?, ?> call) {
    this.call = call;
  }

  /** Starts a call; nothing is read yet. */
  public static StreamCall open(
      Channel channel, StreamChatRequest request, CallOptions options, Metadata metadata) {
    return start(
        channel.newCall(ChatServiceGrpc.getStreamChatMethod(), options),
        request,
        UnaryOperator.identity(),
        metadata);
  }

  /** Takes a stream up again; nothing is read yet. */
  public static StreamCall resume(Channel channel, ResumeChatRequest request, Metadata metadata) {
    return start(
        channel.newCall(ChatServiceGrpc.getResumeChatMethod(), CallOptions.DEFAULT),
        request,
        ResumeChatResponse::getEvent,
        metadata);
  }

  private static <Q, P> StreamCall start(
      ClientCall<Q, P> call, Q request, Function<P, StreamChatResponse> event, Metadata metadata) {
    var started = new StreamCall(call);
    call.start(started.new Listener<>(event), metadata);
    call.sendMessage(request);
    call.halfClose();
    return started;
  }

  /** Reads so many more events. */
  public void request(int events) {
    call.request(events);
  }

  /** Cancels; gives back when, as {@link System#nanoTime}. */
  public long cancel() {
    long now = System.nanoTime();
    call.cancel("the test cancels", null);
    return now;
  }

  /** The next event; waits for it. */
  public StreamChatResponse next() throws InterruptedException {
    StreamChatResponse next = events.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no event within 10 s; ended: " + end.getNow(null));
    }
    return next;
  }

  /** Goes on to the first event of a kind. */
  public StreamChatResponse next(KindCase kind) throws InterruptedException {
    StreamChatResponse event = next();
    while (event.getKindCase() != kind) {
      event = next();
    }
    return event;
  }

  /** Waits for the end and gives all events that were not taken yet. */
  public List<StreamChatResponse> rest() {
    end();
    var rest = new ArrayList<StreamChatResponse>();
    events.drainTo(rest);
    return rest;
  }

  public End end() {
    return get(end, "end");
  }

  /** The end of a call that must have failed. */
  public Failure failure() {
    End ended = end();
    return Failure.of(ended.status(), ended.trailers());
  }

  public Metadata headers() {
    return get(headers, "headers");
  }

  private static <T> T get(CompletableFuture<T> future, String what) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no " + what + " within 30 s", e);
    }
  }

  private final class Listener<P> extends ClientCall.Listener<P> {
    private final Function<P, StreamChatResponse> event;

    Listener(Function<P, StreamChatResponse> event) {
      this.event = event;
    }

    @Override
    public void onHeaders(Metadata received) {
      headers.complete(received);
    }

    @Override
    public void onMessage(P message) {
      events.add(event.apply(message));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      end.complete(new End(status, trailers));
    }
  }
}
