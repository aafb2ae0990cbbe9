package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.SafetyRating;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Azure's filters say of a prompt or a choice. A stream says it of each piece anew: the worst
 * of each category counts.
 */
final class Ratings {
  private static final List<String> LEVELS = List.of("safe", "low", "medium", "high", "detected");
  private static final int MAX_CATEGORIES = 64;

  private final String subject;
  private final Map<String, SafetyRating> worst = new LinkedHashMap<>();

  /** What was read last: most pieces are rated alike. */
  private byte[] last = new byte[0];

  Ratings(String subject) {
    this.subject = subject;
  }

  /**
   * Reads the ratings at the reader's place.
   *
   * @param buffer what the reader is over
   */
  void read(JsonReader json, byte[] buffer) {
    int from = json.pass();
    int to = json.position();
    if (Arrays.equals(buffer, from, to, last, 0, last.length)) {
      return;
    }
    last = Arrays.copyOfRange(buffer, from, to);
    json.position(from);
    SafetyReader.read(json, subject).forEach(this::add);
    json.position(to);
  }

  private void add(SafetyRating rating) {
    @Nullable SafetyRating known = worst.get(rating.category());
    boolean fits = known != null || worst.size() < MAX_CATEGORIES;
    if (fits && (known == null || isWorse(rating, known))) {
      worst.put(rating.category(), rating);
    }
  }

  private static boolean isWorse(SafetyRating one, SafetyRating other) {
    return one.blocked() == other.blocked()
        ? rank(one.level()) > rank(other.level())
        : one.blocked();
  }

  private static int rank(@Nullable String level) {
    return level == null ? -1 : LEVELS.indexOf(level);
  }

  List<SafetyRating> all() {
    return new ArrayList<>(worst.values());
  }
}
