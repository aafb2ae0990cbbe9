package dev.patchbay.server.grpc;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The streams that their callers may ask for: those that run, and those that are kept. */
final class Streams {
  static final Fault CANCELLED =
      Fault.of(Reason.CALL_CANCELLED, "the call was stopped by CancelChat");

  private final ConcurrentMap<String, Known> byId = new ConcurrentHashMap<>();

  /** A stream. Thread-safe. */
  interface Known {
    /** The name of the key whose stream it is. */
    String owner();

    /**
     * Stops it, if it runs.
     *
     * @param told whether it ran; told on another thread
     */
    void stop(Consumer<Boolean> told);
  }

  void add(String responseId, Known stream) {
    byId.put(responseId, stream);
  }

  void remove(String responseId, Known stream) {
    byId.remove(responseId, stream);
  }

  /**
   * The stream of a response.
   *
   * @throws FaultException RESPONSE_NOT_FOUND, also for another caller's
   */
  Known get(String responseId, Principal principal) {
    @Nullable Known stream = byId.get(responseId);
    if (stream == null || !stream.owner().equals(principal.name())) {
      throw unknown(responseId);
    }
    return stream;
  }

  /**
   * The same, if it can be taken up again.
   *
   * @throws FaultException RESPONSE_NOT_FOUND
   */
  KeptStream resumable(String responseId, Principal principal) {
    if (get(responseId, principal) instanceof KeptStream kept && kept.identity().resumable()) {
      return kept;
    }
    throw unknown(responseId);
  }

  private static FaultException unknown(String responseId) {
    return new FaultException(
        Fault.of(
            Reason.RESPONSE_NOT_FOUND,
            "this server has no stream \""
                + responseId
                + "\" for your key; it may have ended too long ago, or not be resumable"));
  }
}
