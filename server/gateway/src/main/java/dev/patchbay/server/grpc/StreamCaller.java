package dev.patchbay.server.grpc;

import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.door.FaultAdvice;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.Caller;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.ChatRun;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.v1.Completed;
import dev.patchbay.v1.Heartbeat;
import dev.patchbay.v1.Interrupted;
import dev.patchbay.v1.RouteChanged;
import dev.patchbay.v1.Started;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.UsageUpdated;
import dev.patchbay.v1.Warned;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The caller of a stream. The transport folds all messages of one turn of the loop into one flush,
 * so that what a read of the provider held leaves together.
 */
final class StreamCaller extends DoorCaller<StreamChatResponse, ChatRun> implements Caller {
  private final CallIds ids;
  private final boolean usageUpdates;
  private final Duration heartbeat;
  private final Instant received = Instant.now();
  private long sequence;
  private boolean contentSent;
  private EventWriting writing = new EventWriting("");

  StreamCaller(
      ServerCallStreamObserver<StreamChatResponse> responses,
      Loop loop,
      CallIds ids,
      StreamChatRequest request,
      Duration heartbeat) {
    super(responses, loop);
    this.ids = ids;
    this.usageUpdates = request.getStream().getIncludeUsageUpdates();
    this.heartbeat = heartbeat;
  }

  /** The transport takes more; one in the process says so in the middle of a message. */
  void ready() {
    later(ChatRun::callerReady);
  }

  @Override
  public void opened(Opening opening) {
    writing = new EventWriting(opening.route().provider());
    send(
        next()
            .setStarted(
                Started.newBuilder()
                    .setResponseId(ids.responseId())
                    .setModel(opening.route().model().name())
                    .setCreateTime(Routes.timestamp(received))
                    .setRoute(Routes.decision(opening.route()))
                    .addAllFailedAttempts(Routes.failed(opening.failed()))
                    .addAllWarnings(Routes.dropped(ChatRequest::fieldOf, opening.dropped()))
                    .setHeartbeatInterval(Routes.duration(heartbeat.toNanos()))
                    .setEffectiveTimeout(Routes.duration(opening.timeLimit().toNanos()))));
  }

  @Override
  public void event(ChatEvent event) {
    if (event instanceof ChatEvent.Used used) {
      if (usageUpdates) {
        send(
            next()
                .setUsageUpdated(
                    UsageUpdated.newBuilder().setUsage(Parts.usage(used.usage(), false))));
      }
      return;
    }
    StreamChatResponse.Builder message = StreamChatResponse.newBuilder();
    if (writing.write(event, message)) {
      contentSent = true;
      send(message.setSequence(++sequence));
    }
  }

  @Override
  public void heartbeat(Duration elapsed, Phase phase) {
    send(
        StreamChatResponse.newBuilder()
            .setSequence(sequence)
            .setHeartbeat(
                Heartbeat.newBuilder()
                    .setElapsed(Routes.duration(elapsed.toNanos()))
                    .setPhase(phase.name().toLowerCase(Locale.ROOT))));
  }

  @Override
  public void rerouted(Rerouting rerouting) {
    writing = new EventWriting(rerouting.route().provider());
    if (rerouting.effect() == Effect.UNSEEN) {
      return;
    }
    RouteChanged.Builder changed =
        RouteChanged.newBuilder()
            .setEffect(effect(rerouting.effect()))
            .setRoute(Routes.decision(rerouting.route()))
            .setFirstBlock(rerouting.firstBlock());
    if (rerouting.failed() != null) {
      changed.setFailed(Routes.failed(rerouting.failed()));
    }
    send(next().setRouteChanged(changed));
  }

  private static RouteChanged.Effect effect(Effect effect) {
    return switch (effect) {
      case NO_OUTPUT_LOST -> RouteChanged.Effect.EFFECT_NO_OUTPUT_LOST;
      case CONTINUED -> RouteChanged.Effect.EFFECT_CONTINUED;
      case RESTARTED -> RouteChanged.Effect.EFFECT_RESTARTED;
      case UNSEEN -> throw new IllegalArgumentException("what is unseen is not told");
    };
  }

  @Override
  public void warned(List<String> dropped) {
    Routes.dropped(ChatRequest::fieldOf, dropped)
        .forEach(warning -> send(next().setWarned(Warned.newBuilder().setWarning(warning))));
  }

  @Override
  public void completed(Outcome outcome) {
    send(
        next()
            .setCompleted(
                Completed.newBuilder()
                    .setUsage(Routes.usage(outcome))
                    .setTiming(Routes.timing(received, outcome))));
    responses.onCompleted();
  }

  @Override
  public void failed(Fault fault, Outcome outcome) {
    if (sequence > 0) {
      send(
          next()
              .setInterrupted(
                  Interrupted.newBuilder()
                      .setReason(FaultAdvice.reason(fault.reason()))
                      .setUsage(Routes.usage(outcome))
                      .setTiming(Routes.timing(received, outcome))));
    }
    responses.onError(FaultStatus.of(fault, contentSent, sequence));
  }

  @Override
  public boolean isReady() {
    return responses.isReady();
  }

  @Override
  public void flush() {}

  private StreamChatResponse.Builder next() {
    return StreamChatResponse.newBuilder().setSequence(++sequence);
  }

  private void send(StreamChatResponse.Builder message) {
    responses.onNext(message.build());
  }
}
