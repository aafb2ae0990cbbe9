package dev.patchbay.server.fault;

import dev.patchbay.spi.ProviderError;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a call failed, for a door to tell its caller.
 *
 * @param message a sentence: what happened, where, what to do
 * @param violations what is wrong with the request, if that is the reason
 * @param retryAfter how long to wait before asking again; null: unknown
 * @param origin where it failed; null: before any endpoint was asked
 * @param details what more is known, by key: those here, and those which {@code ErrorReason} names
 *     at its values. A few short ones
 */
public record Fault(
    Reason reason,
    String message,
    List<Violation> violations,
    @Nullable Duration retryAfter,
    @Nullable Origin origin,
    Map<String, String> details) {
  /** With STREAM_INTERRUPTED: name of the reason that the cut would have had before output. */
  public static final String CAUSE = "cause";

  /** With MODEL_NOT_FOUND and KEY_NOT_ALLOWED: the name asked for. */
  public static final String MODEL = "model";

  public Fault {
    violations = List.copyOf(violations);
    details = Map.copyOf(details);
  }

  public Fault(
      Reason reason,
      String message,
      List<Violation> violations,
      @Nullable Duration retryAfter,
      @Nullable Origin origin) {
    this(reason, message, violations, retryAfter, origin, Map.of());
  }

  /**
   * Where it failed.
   *
   * @param attempts how many attempts were made
   * @param upstream the provider's error, if it told one
   */
  public record Origin(
      String provider,
      String endpoint,
      String model,
      int attempts,
      @Nullable ProviderError upstream) {}

  public static Fault of(Reason reason, String message) {
    return new Fault(reason, message, List.of(), null, null);
  }

  public static Fault invalid(Reason reason, List<Violation> violations) {
    Violation first = violations.getFirst();
    String more = violations.size() > 1 ? " (and " + (violations.size() - 1) + " more)" : "";
    return new Fault(
        reason, first.field() + ": " + first.description() + more, violations, null, null);
  }

  /** What becomes of a failure after output has left. */
  public static Fault interrupted(Fault cause) {
    return new Fault(
        Reason.STREAM_INTERRUPTED,
        "the answer broke off: " + cause.message(),
        List.of(),
        null,
        cause.origin(),
        Map.of(CAUSE, cause.reason().name()));
  }

  public Fault at(Origin origin) {
    return new Fault(reason, message, violations, retryAfter, origin, details);
  }

  /** The same with what is wrong with the request. */
  public Fault violating(List<Violation> found) {
    return new Fault(reason, message, found, retryAfter, origin, details);
  }

  public Fault retryAfter(@Nullable Duration wait) {
    return new Fault(reason, message, violations, wait, origin, details);
  }

  public Fault with(String key, String value) {
    var more = new HashMap<>(details);
    more.put(key, value);
    return new Fault(reason, message, violations, retryAfter, origin, more);
  }
}
