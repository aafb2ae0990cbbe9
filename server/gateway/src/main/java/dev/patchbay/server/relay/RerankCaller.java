package dev.patchbay.server.relay;

import java.util.List;

/** A door's side of one call to rank documents. */
public interface RerankCaller extends WholeCaller<RerankCaller.Ranking> {
  /**
   * A document's place.
   *
   * @param index its place in the call, from 0
   */
  record Ranked(int index, double score) {}

  /**
   * An answer.
   *
   * @param ranked best first, as many as were asked for or fewer
   * @param dropped paths of what the target can't honour and what was therefore left out
   */
  record Ranking(Route route, List<Ranked> ranked, List<String> dropped) {}
}
