package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A door's side of one call for embeddings. Called on the call's loop only, once: one of its two
 * methods. After {@link Run#cancel} nothing is said.
 */
public interface EmbedCaller {
  void completed(Embeddings answer, Outcome outcome);

  void failed(Fault fault, Outcome outcome);

  /**
   * An answer.
   *
   * @param vectors one for each input, in the inputs' order, all of one length
   * @param dropped paths of what the target can't honour and what was therefore left out
   * @param body the service's own answer, if it is in the caller's dialect; empty: write it anew
   */
  record Embeddings(Route route, List<FloatBuffer> vectors, List<String> dropped, byte[] body) {}
}
