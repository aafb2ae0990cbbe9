package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with one request, while the checks walk through it. For one thread. */
final class Violations {
  /** More than these are not gathered. */
  static final int MAX = 16;

  private final Path path = new Path();
  private final List<Violation> invalid = new ArrayList<>();
  private final List<Violation> unsupported = new ArrayList<>();

  void enter(String field) {
    path.enter(field);
  }

  void enter(String field, int index) {
    path.enter(field, index);
  }

  void leave() {
    path.leave();
  }

  /** A field of the message entered last breaks a bound. */
  void invalid(String field, String description) {
    add(invalid, field, description);
  }

  /** A field of the message entered last is set, and has no effect in this version. */
  void unsupported(String field) {
    unsupported(field, "is set");
  }

  void unsupported(String field, String found) {
    add(unsupported, field, found + ": not supported in this version; leave it unset");
  }

  /** A field of the message entered last asks for what the operation can't do in any version. */
  void senseless(String field, String why) {
    add(unsupported, field, why + "; leave it unset");
  }

  /**
   * Ends the check.
   *
   * @throws FaultException UNSUPPORTED_PARAMETER with all fields that are not supported or
   *     senseless, or else INVALID_REQUEST with all that break a bound
   */
  void throwIfAny() {
    if (!unsupported.isEmpty()) {
      throw new FaultException(Fault.invalid(Reason.UNSUPPORTED_PARAMETER, unsupported));
    }
    if (!invalid.isEmpty()) {
      throw new FaultException(Fault.invalid(Reason.INVALID_REQUEST, invalid));
    }
  }

  private void add(List<Violation> violations, String field, String description) {
    if (violations.size() < MAX) {
      violations.add(new Violation(path.to(field), description));
    }
  }
}
