package dev.patchbay.plugin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StopTextsTest {
  @Test
  void add_noStops_holdsNothing() {
    var stops = new StopTexts(List.of());

    assertThat(stops.add("abc")).isEqualTo("abc");
    assertThat(stops.rest()).isEmpty();
  }

  @Test
  void add_possibleBeginning_isHeldUntilItIsNone() {
    var stops = new StopTexts(List.of("END"));

    assertThat(stops.add("the E")).isEqualTo("the ");
    assertThat(stops.add("N")).isEmpty();
    assertThat(stops.add("E")).isEqualTo("EN");
    assertThat(stops.found()).isFalse();
    assertThat(stops.rest()).isEqualTo("E");
  }

  @Test
  void add_stopOverSeveralPieces_cutsBeforeIt() {
    var stops = new StopTexts(List.of("END"));

    assertThat(stops.add("the E") + stops.add("N") + stops.add("D!")).isEqualTo("the ");
    assertThat(stops.found()).isTrue();
    assertThat(stops.rest()).isEmpty();
  }

  @Test
  void add_randomPieces_giveTheTextBeforeTheFirstStop() {
    long seed = 20261124;
    var random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      String text = word(random, 12);
      List<String> stop = List.of(word(random, 3) + "a", word(random, 2) + "b");
      assertThat(piecewise(text, stop, random))
          .as("seed %s, round %s, %s, stops %s", seed, round, text, stop)
          .isEqualTo(before(text, stop));
    }
  }

  private static String piecewise(String text, List<String> stop, Random random) {
    var stops = new StopTexts(stop);
    var out = new StringBuilder();
    int at = 0;
    while (at < text.length() && !stops.found()) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(2));
      out.append(stops.add(text.substring(at, end)));
      at = end;
    }
    return out.append(stops.rest()).toString();
  }

  /** The slow way: letter by letter, until the text ends with a stop text; the longest one. */
  private static String before(String text, List<String> stop) {
    for (int end = 0; end <= text.length(); end++) {
      String begun = text.substring(0, end);
      int longest = stop.stream().filter(begun::endsWith).mapToInt(String::length).max().orElse(0);
      if (longest > 0) {
        return text.substring(0, end - longest);
      }
    }
    return text;
  }

  private static String word(Random random, int longest) {
    return random
        .ints(random.nextInt(longest + 1), 'a', 'd')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
