package dev.patchbay.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KEYS =
      List.of("endpoint", "model", "weight", "base-url", "api-key", "first-token", "max");

  @ParameterizedTest
  @CsvSource({
    "modle, model",
    "mode, model",
    "models, model",
    "MODEL, model",
    "base_url, base-url",
    "baseUrl, base-url",
    "BASE_URL, base-url",
    "apikey, api-key",
    "wieght, weight",
    "firsttoken, first-token",
    "mx, max",
  })
  void of_typingMistake_findsTheName(String wrong, String meant) {
    assertThat(Nearest.of(wrong, KEYS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"region", "m", "''", "m1", "keys", "weigh-it-all"})
  void of_otherWord_findsNothing(String wrong) {
    assertThat(Nearest.of(wrong, KEYS)).isEmpty();
  }

  @Test
  void of_tie_takesTheFirst() {
    assertThat(Nearest.of("east-3", List.of("east-1", "east-2"))).contains("east-1");
  }

  @Test
  void questionOrList_noneNear_listsAtMostTwenty() {
    List<String> known = IntStream.range(0, 23).mapToObj(i -> "name-" + i).toList();

    assertThat(Nearest.questionOrList("other", known, "known"))
        .startsWith("; known: \"name-0\", \"name-1\", ")
        .endsWith("\"name-19\" and 3 more");
  }

  @Test
  void questionOrList_nothingKnown_saysSo() {
    assertThat(Nearest.questionOrList("other", List.of(), "known")).isEqualTo("; known: none");
  }
}
