package dev.patchbay.server.telemetry;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values of {@code error.type}, by number: none, the caller left, and each {@link Reason}. */
final class ErrorType {
  static final int NONE = 0;
  private static final int CANCELLED = 1;
  private static final int FIRST_REASON = 2;

  /** By {@link Reason#ordinal}. */
  static final List<String> REASONS = Words.of(Reason.values());

  /** By number. Prometheus takes an empty value for a missing label. */
  static final List<String> WORDS =
      Stream.concat(Stream.of("", "cancelled"), REASONS.stream()).toList();

  private ErrorType() {}

  static int of(@Nullable Fault fault, boolean cancelled) {
    if (cancelled) {
      return CANCELLED;
    }
    return fault == null ? NONE : FIRST_REASON + fault.reason().ordinal();
  }
}
