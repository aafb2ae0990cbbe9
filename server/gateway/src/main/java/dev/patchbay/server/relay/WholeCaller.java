package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;

/**
 * A door's side of one call that is answered in one piece. Called on the call's loop only, once:
 * one of its two methods. After {@link Run#cancel} nothing is said.
 *
 * @param <A> the answer
 */
public interface WholeCaller<A> {
  void completed(A answer, Outcome outcome);

  void failed(Fault fault, Outcome outcome);
}
