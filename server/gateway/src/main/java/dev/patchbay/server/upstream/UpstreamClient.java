package dev.patchbay.server.upstream;

import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.spi.Outbound;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;

/**
 * Sends requests to configured origins. One pool of connections for each loop: a call's connection
 * is on the call's loop.
 */
public final class UpstreamClient {
  private final List<UpstreamPool> pools;
  private final InstantSource time;

  @Inject
  public UpstreamClient(LoopGroup loops, InstantSource time) {
    this.time = time;
    var connector = new UpstreamConnector(loops);
    pools = loops.loops().stream().map(loop -> new UpstreamPool(loop, connector)).toList();
    pools.forEach(pool -> pool.loop().execute(() -> pool.loop().add(pool)));
  }

  /**
   * Sends a request; on the loop's thread. The listener may hear of a failure before this returns.
   */
  public UpstreamExchange send(
      Loop loop, Upstream upstream, Outbound request, ResponseListener listener) {
    var exchange = new UpstreamExchange(pools.get(loop.index()), upstream, request, time, listener);
    exchange.start();
    return exchange;
  }

  /** Closes the idle connections to an origin that is no longer used. Any thread. */
  public void forget(Upstream upstream) {
    for (UpstreamPool pool : pools) {
      // Loops that end close their connections themselves.
      if (!pool.loop().events().isShuttingDown()) {
        pool.loop().execute(() -> pool.drop(upstream));
      }
    }
  }
}
