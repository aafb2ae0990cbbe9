package dev.patchbay.server.fault;

/**
 * A {@link Fault}, thrown before a call has begun. Has no stack trace: it is an answer, not a
 * defect.
 */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  public FaultException(Fault fault) {
    super(fault.message(), null, false, false);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
