package dev.patchbay.server.telemetry;

import dev.patchbay.server.fault.Reason;
import java.util.List;
import java.util.stream.Stream;

/** How an attempt ended, by number: well, stopped with its call, or for a {@link Reason}. */
final class AttemptEnd {
  static final int OK = 0;
  static final int STOPPED = 1;
  private static final int FIRST_REASON = 2;

  /** By number. */
  static final List<String> WORDS =
      Stream.concat(Stream.of("ok", "stopped"), ErrorType.REASONS.stream()).toList();

  private AttemptEnd() {}

  static int failed(Reason reason) {
    return FIRST_REASON + reason.ordinal();
  }
}
