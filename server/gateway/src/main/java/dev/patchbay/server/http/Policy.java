package dev.patchbay.server.http;

import dev.patchbay.server.door.TimeLeft;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.server.http.transport.Exchange;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.server.relay.Terms.Door;
import dev.patchbay.server.time.Durations;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds for every call of the door: the caller's headers and the operator's settings. */
public final class Policy {
  /** How long a stream may be silent. */
  public static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final String TIMEOUT = "x-patchbay-timeout";

  private volatile boolean dropUnsupported = true;

  @Inject
  public Policy() {}

  /** Whether what a target can't honour is left out with a warning; false: it refuses the call. */
  public void dropUnsupported(boolean drop) {
    dropUnsupported = drop;
  }

  /** The terms that a call's headers set. */
  public Terms.Builder terms(HttpCall call) {
    return Terms.builder(Door.HTTP, call.principal())
        .dropUnsupported(dropUnsupported)
        .timeLeft(timeLeft(call.exchange()));
  }

  private static @Nullable Duration timeLeft(Exchange exchange) {
    String limit = exchange.header(TIMEOUT);
    if (limit == null) {
      return null;
    }
    Duration asked = Durations.parse(limit);
    if (asked == null) {
      throw new FaultException(
          Fault.invalid(
              Reason.INVALID_REQUEST,
              List.of(
                  new Violation(
                      "header " + TIMEOUT,
                      "must be a whole number with ms, s, m or h, such as 1500ms"))));
    }
    return TimeLeft.of(Math.min(asked.toMillis(), Duration.ofDays(365).toMillis()) * 1_000_000);
  }
}
