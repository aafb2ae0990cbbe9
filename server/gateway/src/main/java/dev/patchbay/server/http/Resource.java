package dev.patchbay.server.http;

import dev.patchbay.server.relay.Request;
import org.jspecify.annotations.Nullable;

/** What answers at a path. Called on the loop of the caller's connection; must not block. */
public interface Resource {
  /** The one method that it takes. */
  String method();

  ErrorShape errors();

  /** What kind of call it makes; null: none. */
  default Request.@Nullable Operation operation() {
    return null;
  }

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
