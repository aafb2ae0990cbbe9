package dev.patchbay.server.grpc;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.grpc.KeptStream.Identity;
import dev.patchbay.server.grpc.KeptStream.Place;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.ChatRun;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.replay.Fingerprint;
import dev.patchbay.server.replay.Repeats;
import dev.patchbay.server.replay.Repeats.Found;
import dev.patchbay.server.replay.RequestKey;
import dev.patchbay.server.replay.Shelf;
import dev.patchbay.v1.ResumeChatRequest;
import dev.patchbay.v1.ResumeChatResponse;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Runs streams: most of them straight to their callers; keeps those that are resumable or whose
 * request has an id, and finds them again.
 */
final class StreamRuns {
  private static final String METHOD = "StreamChat";

  private final Relay relay;
  private final Streams streams = new Streams();
  private final Place place;

  StreamRuns(Relay relay, Shelf shelf) {
    this.relay = relay;
    place = new Place(shelf, streams, new Repeats<>(shelf));
  }

  /**
   * A call.
   *
   * @param responses whose handlers are still to be set
   * @param head of its response
   */
  record Call(
      ServerCallStreamObserver<StreamChatResponse> responses,
      Loop loop,
      CallIds ids,
      ResponseHead head) {}

  /**
   * Answers a call.
   *
   * @throws FaultException if its id belongs to another request, to one that runs, or the answer is
   *     not kept any more
   */
  void start(Call call, StreamChatRequest asked, ChatRequest request) {
    String owner = request.terms().principal().name();
    String id = request.terms().requestId();
    boolean resumable = asked.getStream().getResumable();
    String responseId = call.ids().responseId();
    if (id != null) {
      var key = new RequestKey(owner, METHOD, id);
      once(call, asked, request, new Identity(responseId, owner, resumable, key), key);
    } else if (resumable) {
      var identity = new Identity(responseId, owner, true, null);
      begin(call, new KeptStream(identity, call.loop(), place), asked, request);
    } else {
      var direct = new DirectStream(call.responses(), call.loop(), streams, responseId, owner);
      direct.start(running(direct, call, asked, request));
    }
  }

  private Function<Loop, ChatRun> running(
      StreamOutlet outlet, Call call, StreamChatRequest asked, ChatRequest request) {
    var caller = new StreamCaller(outlet, call.ids(), asked.getStream(), request.heartbeat());
    return loop -> relay.start(loop, request, caller);
  }

  private void begin(Call call, KeptStream stream, StreamChatRequest asked, ChatRequest request) {
    Function<Loop, ChatRun> running = running(stream, call, asked, request);
    var reader = new StreamReader<>(call.responses(), UnaryOperator.identity(), stream);
    call.loop()
        .execute(() -> {
          stream.attach(reader, 0);
          stream.start(running);
        });
  }

  private void once(
      Call call, StreamChatRequest asked, ChatRequest request, Identity identity, RequestKey key) {
    Fingerprint fingerprint = Fingerprints.of(asked);
    boolean served;
    do {
      Found<KeptStream> found =
          place
              .repeats()
              .enter(key, fingerprint, () -> new KeptStream(identity, call.loop(), place));
      served = true;
      if (found.isFresh()) {
        begin(call, found.call(), asked, request);
      } else {
        served = join(call, found.call());
      }
    } while (!served);
  }

  /** False: the run has failed since it was found, and another one is to be begun. */
  private static boolean join(Call call, KeptStream stream) {
    boolean joins =
        switch (stream.state()) {
          case RUNNING -> {
            if (!stream.identity().resumable()) {
              throw new FaultException(
                  Fault.of(
                      Reason.REQUEST_IN_PROGRESS,
                      "a stream for this request id is running; ask again when it has ended, or use"
                          + " resumable streams"));
            }
            yield true;
          }
          case WHOLE -> true;
          case BROKEN -> false;
        };
    if (joins) {
      call.head().replays(stream.identity().responseId());
      var reader = new StreamReader<>(call.responses(), UnaryOperator.identity(), stream);
      stream.loop().execute(() -> stream.attach(reader, 0));
    }
    return joins;
  }

  /**
   * Lets a call read a stream on.
   *
   * @param responses whose handlers are still to be set
   * @throws FaultException RESPONSE_NOT_FOUND
   */
  void resume(
      ResumeChatRequest request,
      Principal principal,
      ServerCallStreamObserver<ResumeChatResponse> responses,
      ResponseHead head) {
    KeptStream stream = streams.resumable(request.getResponseId(), principal);
    head.answers(request.getResponseId());
    var reader =
        new StreamReader<>(
            responses, event -> ResumeChatResponse.newBuilder().setEvent(event).build(), stream);
    stream.loop().execute(() -> stream.attach(reader, request.getAfterSequence()));
  }

  /**
   * Stops a stream.
   *
   * @param told whether it ran; told on another thread
   * @throws FaultException RESPONSE_NOT_FOUND
   */
  void cancel(String responseId, Principal principal, Consumer<Boolean> told) {
    streams.get(responseId, principal).stop(told);
  }
}
