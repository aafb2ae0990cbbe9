package dev.patchbay.server.grpc;

import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.RerankCaller;
import dev.patchbay.v1.RerankResponse;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** The caller of a ranking, who gets all of it at once. */
final class RankCaller implements RerankCaller {
  private final Recipient<RerankResponse> recipient;
  private final Instant received = Instant.now();
  private final CallIds ids;
  private final String model;

  RankCaller(Recipient<RerankResponse> recipient, CallIds ids, String model) {
    this.recipient = recipient;
    this.ids = ids;
    this.model = model;
  }

  @Override
  public void completed(Ranking answer, Outcome outcome) {
    RerankResponse.Builder response =
        RerankResponse.newBuilder()
            .setResponseId(ids.responseId())
            .setModel(model)
            .setUsage(Routes.usage(outcome))
            .setRoute(Routes.decision(answer.route()))
            .addAllWarnings(Routes.dropped(UnaryOperator.identity(), answer.dropped()))
            .addAllFailedAttempts(Routes.failed(outcome.failed()))
            .setTiming(Routes.timing(received, outcome));
    for (Ranked ranked : answer.ranked()) {
      response.addResults(
          RerankResponse.Result.newBuilder().setIndex(ranked.index()).setScore(ranked.score()));
    }
    recipient.answered(response.build());
  }

  @Override
  public void failed(Fault fault, Outcome outcome) {
    boolean tooLong = fault.reason() == Reason.CONTEXT_LENGTH_EXCEEDED;
    recipient.failed(
        tooLong ? fault.violating(List.of(new Violation("documents", fault.message()))) : fault);
  }
}
