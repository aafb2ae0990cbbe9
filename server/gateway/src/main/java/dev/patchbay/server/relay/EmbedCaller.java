package dev.patchbay.server.relay;

import java.nio.FloatBuffer;
import java.util.List;

/** A door's side of one call for embeddings. */
public interface EmbedCaller extends WholeCaller<EmbedCaller.Embeddings> {
  /**
   * An answer.
   *
   * @param vectors one for each input, in the inputs' order, all of one length
   * @param dropped paths of what the target can't honour and what was therefore left out
   * @param body the service's own answer, if it is in the caller's dialect; empty: write it anew
   */
  record Embeddings(Route route, List<FloatBuffer> vectors, List<String> dropped, byte[] body) {}
}
