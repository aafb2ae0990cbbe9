package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.SafetyRating;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code safetyRatings}. */
final class SafetyReader {
  private SafetyReader() {}

  /**
   * Reads the list at the reader's place.
   *
   * @param subject what was rated
   */
  static List<SafetyRating> read(JsonReader json, String subject) {
    List<SafetyRating> ratings = new ArrayList<>();
    if (json.peek() != '[') {
      json.skip();
      return ratings;
    }
    json.beginArray();
    while (json.nextElement()) {
      ratings.add(rating(json, subject));
    }
    return ratings;
  }

  private static SafetyRating rating(JsonReader json, String subject) {
    String category = "";
    @Nullable String level = null;
    @Nullable String score = null;
    boolean blocked = false;
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "category" -> category = String.valueOf(json.anyText());
        case "probability" -> level = json.anyText();
        case "probabilityScore" -> score = json.number();
        case "blocked" -> blocked = json.bool();
        default -> json.skip();
      }
    }
    SafetyRating rating = SafetyRating.of(category, level, blocked, subject);
    return score == null ? rating : rating.withScore(Double.parseDouble(score));
  }
}
