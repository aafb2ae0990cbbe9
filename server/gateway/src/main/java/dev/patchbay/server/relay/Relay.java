package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.CatalogSource;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.routing.Router;
import dev.patchbay.server.upstream.UpstreamClient;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.RerankEvent;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Where all doors enter: takes a call and runs it to its end. */
public final class Relay {
  private final CatalogSource catalog;
  private final Run.Means means;
  private volatile @Nullable Fault leaving;
  private final Set<Run<?>> running = ConcurrentHashMap.newKeySet();

  @Inject
  public Relay(CatalogSource catalog, Router router, UpstreamClient client, CallListener listener) {
    this.catalog = catalog;
    means =
        new Run.Means(
            router,
            new Attempts(client, catalog),
            listener,
            new HedgeBudget(),
            () -> ThreadLocalRandom.current().nextLong());
  }

  /**
   * Runs a chat on a loop; on that loop's thread. The caller may hear of a failure before this
   * returns.
   *
   * @return what the door tells of its caller: ready again, gone
   */
  public ChatRun start(Loop loop, ChatRequest request, Caller caller) {
    return begin(new ChatRun(loop, means, request, caller, running::remove));
  }

  /** Runs a call for embeddings; as {@link #start(Loop, ChatRequest, Caller)}. */
  public Run<EmbedEvent> start(Loop loop, EmbedRequest request, EmbedCaller caller) {
    WholeRun.Lanes<EmbedEvent, EmbedCaller.Embeddings> lanes =
        (run, route, permit) -> new EmbedLane(run, route, permit, request);
    return begin(new WholeRun<>(loop, means, request, lanes, caller, running::remove));
  }

  /** Runs a call to rank documents; as {@link #start(Loop, ChatRequest, Caller)}. */
  public Run<RerankEvent> start(Loop loop, RerankRequest request, RerankCaller caller) {
    WholeRun.Lanes<RerankEvent, RerankCaller.Ranking> lanes =
        (run, route, permit) -> new RerankLane(run, route, permit, request);
    return begin(new WholeRun<>(loop, means, request, lanes, caller, running::remove));
  }

  private <R extends Run<?>> R begin(R run) {
    running.add(run);
    run.start(catalog.current(), leaving);
    return run;
  }

  /** How many calls are running. */
  public int running() {
    return running.size();
  }

  /** Ends every call with this fault: those that run, and those that may still come. Any thread. */
  public void interruptAll(Fault fault) {
    leaving = fault;
    running.forEach(run -> run.interrupt(fault));
  }
}
