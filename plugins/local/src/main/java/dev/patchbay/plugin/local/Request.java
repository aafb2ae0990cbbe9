package dev.patchbay.plugin.local;

import dev.patchbay.plugin.local.llama.TokenChoice;
import dev.patchbay.plugin.local.llama.Turn;
import java.util.List;

/**
 * What to generate.
 *
 * @param maxOutput most tokens of the answer
 * @param stop texts before which the answer ends, none empty
 */
record Request(List<Turn> turns, TokenChoice choice, int maxOutput, List<String> stop) {
  Request {
    turns = List.copyOf(turns);
    stop = List.copyOf(stop);
  }
}
