package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every call and attempt, for metrics and accounts. Called on the call's loop, so it must
 * neither block nor throw; {@link #refused} on any thread.
 */
public interface CallListener {
  /** A call begins. {@link #ended} follows, once. */
  void started(Request<?> request);

  /**
   * An attempt has ended: it served the call, failed, or was stopped because the call ended.
   *
   * @param fault null: it served the call, or was stopped
   * @param nanos how long it took
   */
  void attemptEnded(Request<?> request, Route route, @Nullable Fault fault, long nanos);

  /**
   * A call has ended.
   *
   * @param fault null if the caller got its answer, or left
   * @param cancelled whether the caller left
   */
  void ended(Request<?> request, Outcome outcome, @Nullable Fault fault, boolean cancelled);

  /** A call was refused before it began: it could not be read, or its key is wrong. */
  void refused(Terms.Door door, Request.Operation operation, Fault fault);
}
