package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import java.util.List;

/**
 * A door's side of one call to rank documents. Called on the call's loop only, once: one of its two
 * methods. After {@link Run#cancel} nothing is said.
 */
public interface RerankCaller {
  void completed(Ranking answer, Outcome outcome);

  void failed(Fault fault, Outcome outcome);

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
