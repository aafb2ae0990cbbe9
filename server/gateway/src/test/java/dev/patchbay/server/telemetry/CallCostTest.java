package dev.patchbay.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Request;
import dev.patchbay.server.relay.Route;
import dev.patchbay.server.relay.Terms.Door;
import dev.patchbay.spi.Usage;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What counting costs a call. The bounds are wide: they catch a mistake, not a percent. */
class CallCostTest {
  private static final int CALLS = 200_000;

  private final CallMetrics metrics = new CallMetrics(() -> Calls.CATALOG, new HealthMetrics());
  private final Request<?> request = Calls.chat(Door.HTTP, Calls.MODEL, true);
  private final Route route = Calls.route(0, 1);
  private final Outcome outcome = Calls.outcome(route, Usage.of(100, 7));

  private void count(int calls) {
    for (int i = 0; i < calls; i++) {
      metrics.started(request);
      metrics.attemptEnded(request, route, null, 1_000_000);
      metrics.ended(request, outcome, null, false);
    }
  }

  @Test
  void ended_servedCall_allocatesNextToNothingAndTakesLittle() {
    var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    count(CALLS);
    long before = thread.getCurrentThreadAllocatedBytes();
    long began = System.nanoTime();
    count(CALLS);
    long nanos = (System.nanoTime() - began) / CALLS;
    long bytes = (thread.getCurrentThreadAllocatedBytes() - before) / CALLS;

    assertThat(bytes).as("bytes for a call").isLessThan(200);
    assertThat(nanos).as("nanoseconds for a call").isLessThan(20_000);
  }
}
