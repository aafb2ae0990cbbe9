package dev.patchbay.server.relay;

import dev.patchbay.server.health.Permit;
import dev.patchbay.server.relay.RerankCaller.Ranked;
import dev.patchbay.spi.RerankCall;
import dev.patchbay.spi.RerankEvent;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt to rank documents: gathers the scores. */
final class RerankLane extends WholeLane<RerankEvent, RerankCaller.Ranking> {
  private static final Comparator<Ranked> BEST_FIRST =
      Comparator.comparingDouble(Ranked::score).reversed();

  private final RerankCall call;
  private final List<Ranked> ranked = new ArrayList<>();
  private final BitSet seen = new BitSet();

  RerankLane(
      WholeRun<RerankEvent, RerankCaller.Ranking> run,
      Route route,
      Permit permit,
      RerankRequest request) {
    super(run, route, permit, request);
    this.call = request.call();
  }

  @Override
  void take(RerankEvent event) {
    switch (event) {
      case RerankEvent.Started started -> {}
      case RerankEvent.Scored scored -> scored(scored);
      case RerankEvent.Used used -> told(used.usage());
      case RerankEvent.Completed completed -> whole();
      case RerankEvent.Failed failure -> failed(failure.error());
    }
  }

  private void scored(RerankEvent.Scored scored) {
    int index = scored.index();
    if (index < 0 || index >= call.documents().size() || seen.get(index)) {
      wrong("a score for document " + index + ", which is not one of those that were asked for");
    } else if (!Double.isFinite(scored.score())) {
      wrong("a score that is no number");
    } else {
      seen.set(index);
      ranked.add(new Ranked(index, scored.score()));
    }
  }

  private void whole() {
    if (ranked.isEmpty()) {
      wrong("no score for any document");
      return;
    }
    Integer most = call.topN();
    List<Ranked> best =
        ranked.stream().sorted(BEST_FIRST).limit(most == null ? ranked.size() : most).toList();
    whole(new RerankCaller.Ranking(route(), best, dropped()));
  }

  @Override
  @Nullable Usage estimate() {
    return hasBegun() ? TokenEstimate.usage(call) : null;
  }
}
