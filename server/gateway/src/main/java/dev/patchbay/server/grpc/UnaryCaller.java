package dev.patchbay.server.grpc;

import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.relay.Caller;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.v1.ChatResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The caller of one whole answer: gathers it and gives it away at its end. */
final class UnaryCaller implements Caller {
  private final Recipient<ChatResponse> recipient;
  private final Instant received = Instant.now();
  private final ChatResponse.Builder response = ChatResponse.newBuilder();
  private AnswerAssembly answer = new AnswerAssembly("");

  UnaryCaller(Recipient<ChatResponse> recipient, CallIds ids) {
    this.recipient = recipient;
    response.setResponseId(ids.responseId()).setCreateTime(Routes.timestamp(received));
  }

  @Override
  public void opened(Opening opening) {
    answer = new AnswerAssembly(opening.route().provider());
    response
        .setModel(opening.route().model().name())
        .setRoute(Routes.decision(opening.route()))
        .addAllFailedAttempts(Routes.failed(opening.failed()))
        .addAllWarnings(Routes.dropped(ChatRequest::fieldOf, opening.dropped()));
  }

  @Override
  public void event(ChatEvent event) {
    answer.add(event);
  }

  @Override
  public void heartbeat(Duration elapsed, Phase phase) {}

  @Override
  public void rerouted(Rerouting rerouting) {
    throw new IllegalStateException("a unary answer opens when it is whole");
  }

  @Override
  public void warned(List<String> dropped) {
    response.addAllWarnings(Routes.dropped(ChatRequest::fieldOf, dropped));
  }

  @Override
  public void completed(Outcome outcome) {
    answer.choices().forEach(response::addChoices);
    recipient.answered(
        response
            .setUsage(Routes.usage(outcome))
            .setTiming(Routes.timing(received, outcome))
            .setProviderMetadataJson(answer.metadata())
            .build());
  }

  @Override
  public void failed(Fault fault, Outcome outcome) {
    recipient.failed(fault);
  }

  /** Nothing is sent before the end. */
  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void flush() {}
}
