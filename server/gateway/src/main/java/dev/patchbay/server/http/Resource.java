package dev.patchbay.server.http;

/** What answers at a path. Called on the loop of the caller's connection; must not block. */
public interface Resource {
  /** The one method that it takes. */
  String method();

  ErrorShape errors();

  /** Whether a key is needed, if keys are configured. */
  boolean isGuarded();

  /**
   * Answers, now or later.
   *
   * @param body whole; empty if there was none
   * @throws dev.patchbay.server.fault.FaultException if the request is refused
   */
  void serve(HttpCall call, byte[] body);
}
