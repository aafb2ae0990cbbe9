package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.fault.Reason;
import java.util.List;
import java.util.OptionalLong;

/** Which failures of one target another may make good. */
final class Failover {
  private Failover() {}

  static boolean helps(Reason reason) {
    return switch (reason) {
      case PROVIDER_RATE_LIMITED,
          PROVIDER_QUOTA_EXHAUSTED,
          PROVIDER_OVERLOADED,
          PROVIDER_ERROR,
          PROVIDER_TIMEOUT,
          PROVIDER_AUTH_FAILED,
          PROVIDER_BAD_RESPONSE,
          ADAPTER_FAILED,
          NO_HEALTHY_ENDPOINT,
          UNSUPPORTED_PARAMETER,
          CONTEXT_LENGTH_EXCEEDED ->
          true;
      // The request itself is refused, or it is not about a target at all.
      case INVALID_REQUEST,
          PROMPT_BLOCKED,
          REQUEST_TOO_LARGE,
          MODEL_NOT_FOUND,
          KEY_MISSING,
          KEY_INVALID,
          KEY_NOT_ALLOWED,
          NO_ELIGIBLE_ROUTE,
          DEADLINE_EXCEEDED,
          STREAM_INTERRUPTED,
          SLOW_CONSUMER,
          SERVER_SHUTTING_DOWN ->
          false;
    };
  }

  /**
   * The next target to try.
   *
   * @param from the first that was not tried yet
   * @return its index; the number of targets if there is none
   */
  static int next(List<Target> targets, int from, Target failed, Reason reason) {
    int next = from;
    while (next < targets.size()
        && reason == Reason.CONTEXT_LENGTH_EXCEEDED
        && !isRoomier(targets.get(next), failed)) {
      next++;
    }
    return next;
  }

  /** A prompt that is too long may fit only where the window is larger or not known. */
  private static boolean isRoomier(Target other, Target failed) {
    OptionalLong window = other.capabilities().contextWindow();
    OptionalLong tooSmall = failed.capabilities().contextWindow();
    return window.isEmpty() || (tooSmall.isPresent() && window.getAsLong() > tooSmall.getAsLong());
  }
}
