package dev.patchbay.server.grpc;

import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.door.FaultAdvice;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.relay.Caller;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.replay.Shelf;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.v1.Completed;
import dev.patchbay.v1.Heartbeat;
import dev.patchbay.v1.Interrupted;
import dev.patchbay.v1.RouteChanged;
import dev.patchbay.v1.Started;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.StreamOptions;
import dev.patchbay.v1.UsageUpdated;
import dev.patchbay.v1.Warned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The caller of a stream: tells it in numbered events. */
final class StreamCaller implements Caller {
  private final StreamOutlet outlet;
  private final CallIds ids;
  private final StreamOptions options;
  private final Duration heartbeat;
  private final Instant received = Instant.now();
  private long sequence;
  private boolean contentSent;
  private String metadata = "";
  private EventWriting writing = new EventWriting("");

  StreamCaller(StreamOutlet outlet, CallIds ids, StreamOptions options, Duration heartbeat) {
    this.outlet = outlet;
    this.ids = ids;
    this.options = options;
    this.heartbeat = heartbeat;
  }

  @Override
  public void opened(Opening opening) {
    writing = new EventWriting(opening.route().provider());
    Started.Builder started =
        Started.newBuilder()
            .setResponseId(ids.responseId())
            .setModel(opening.route().model().name())
            .setCreateTime(Routes.timestamp(received))
            .setRoute(Routes.decision(opening.route()))
            .addAllFailedAttempts(Routes.failed(opening.failed()))
            .addAllWarnings(Routes.dropped(ChatRequest::fieldOf, opening.dropped()))
            .setHeartbeatInterval(Routes.duration(heartbeat.toNanos()))
            .setEffectiveTimeout(Routes.duration(opening.timeLimit().toNanos()));
    if (options.getResumable()) {
      started.setResumeWindow(Routes.duration(Shelf.KEPT_FOR.toNanos()));
    }
    send(next().setStarted(started));
  }

  @Override
  public void event(ChatEvent event) {
    if (event instanceof ChatEvent.Metadata told) {
      metadata = told.json();
      return;
    }
    if (event instanceof ChatEvent.Used used) {
      if (options.getIncludeUsageUpdates()) {
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
    outlet.beat(
        StreamChatResponse.newBuilder()
            .setSequence(sequence)
            .setHeartbeat(
                Heartbeat.newBuilder()
                    .setElapsed(Routes.duration(elapsed.toNanos()))
                    .setPhase(phase.name().toLowerCase(Locale.ROOT)))
            .build());
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
                    .setTiming(Routes.timing(received, outcome))
                    .setProviderMetadataJson(metadata)));
    outlet.completed();
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
                      .setTiming(Routes.timing(received, outcome))
                      .setResumable(options.getResumable())));
    }
    outlet.failed(fault, contentSent, sequence);
  }

  @Override
  public boolean isReady() {
    return outlet.isReady();
  }

  @Override
  public void flush() {}

  private StreamChatResponse.Builder next() {
    return StreamChatResponse.newBuilder().setSequence(++sequence);
  }

  private void send(StreamChatResponse.Builder message) {
    outlet.send(message.build());
  }
}
