package dev.patchbay.server.telemetry;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a call ended. */
enum CallEnd {
  /** The caller got its answer. */
  OK,
  /** The server or a provider did not deliver. */
  FAILED,
  /** The caller left, or had the call cancelled. */
  CANCELLED,
  /** No endpoint was asked, for a reason that lies in the request or in its key. */
  REFUSED;

  /** Reasons that are ours even when no endpoint was asked. */
  private static final Set<Reason> OURS =
      EnumSet.of(
          Reason.NO_HEALTHY_ENDPOINT,
          Reason.DEADLINE_EXCEEDED,
          Reason.ADAPTER_FAILED,
          Reason.SERVER_SHUTTING_DOWN);

  /**
   * @param attempted whether an endpoint was asked
   */
  static CallEnd of(@Nullable Fault fault, boolean cancelled, boolean attempted) {
    if (cancelled || (fault != null && fault.reason() == Reason.CALL_CANCELLED)) {
      return CANCELLED;
    }
    if (fault == null) {
      return OK;
    }
    return attempted || OURS.contains(fault.reason()) ? FAILED : REFUSED;
  }
}
