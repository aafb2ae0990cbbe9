package dev.patchbay.dist.failover;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An answer of sixty words, each a token and none like another. Every tenth has characters of two
 * bytes.
 *
 * @param stem what tells it from other answers
 */
record Words(String stem) {
  static final int COUNT = 60;

  /** What every provider answers that is well. */
  static final Words RIGHT = new Words("word");

  /** What another model makes of the same question. */
  static final Words OTHER = new Words("other");

  /** The token with this number, from 0. */
  String token(int number) {
    String umlauts = number % 10 == 0 ? "äöü" : "";
    return (number == 0 ? "" : " ") + stem + umlauts + number;
  }

  /** The tokens from one to before another. */
  String text(int from, int to) {
    return IntStream.range(from, to).mapToObj(this::token).collect(Collectors.joining());
  }

  String text() {
    return text(0, COUNT);
  }

  /** How many tokens a beginning of the text has; -1 if it is none. */
  int tokensIn(String beginning) {
    return IntStream.rangeClosed(0, COUNT)
        .filter(count -> text(0, count).equals(beginning))
        .findFirst()
        .orElse(-1);
  }
}
