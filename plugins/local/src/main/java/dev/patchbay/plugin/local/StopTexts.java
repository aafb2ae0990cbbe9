package dev.patchbay.plugin.local;

import java.util.List;

/** Cuts an answer before the first stop text, also where that spans several pieces. */
final class StopTexts {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean found;

  /**
   * @param stops none empty; no stops at all: nothing is ever held back
   */
  StopTexts(List<String> stops) {
    this.stops = List.copyOf(stops);
  }

  /** Takes more of the answer; gives what surely comes before any stop text. */
  String add(String piece) {
    held.append(piece);
    int cut = cut();
    if (cut >= 0) {
      found = true;
      held.setLength(cut);
      return rest();
    }
    return take(held.length() - possibleStart());
  }

  /** Whether a stop text has come: the answer is over. */
  boolean found() {
    return found;
  }

  /** What was held back and turned out to be no stop text, as the answer is over. */
  String rest() {
    return take(held.length());
  }

  private String take(int length) {
    String text = held.substring(0, length);
    held.delete(0, length);
    return text;
  }

  /** Where the stop text begins that is complete first, whatever the pieces; -1: none is. */
  private int cut() {
    int cut = -1;
    int completeAt = Integer.MAX_VALUE;
    for (String stop : stops) {
      int at = held.indexOf(stop);
      int end = at + stop.length();
      if (at >= 0 && (end < completeAt || (end == completeAt && at < cut))) {
        cut = at;
        completeAt = end;
      }
    }
    return cut;
  }

  /** The length of the longest end that may be the beginning of a stop text. */
  private int possibleStart() {
    return stops.stream().mapToInt(this::possibleStart).max().orElse(0);
  }

  private int possibleStart(String stop) {
    int length = Math.min(stop.length() - 1, held.length());
    while (!stop.startsWith(held.substring(held.length() - length))) {
      length--;
    }
    return length;
  }
}
