package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.SafetyRating;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Azure's filters said of one text: an object of categories, or of an {@code error} if
 * the filter itself has failed.
 */
public final class SafetyReader {
  private SafetyReader() {}

  /**
   * The ratings, one for each category.
   *
   * @param subject what was rated
   */
  public static List<SafetyRating> read(JsonReader json, String subject) {
    List<SafetyRating> ratings = new ArrayList<>();
    if (json.peek() != '{') {
      json.skip();
      return ratings;
    }
    json.beginObject();
    while (json.nextMember()) {
      if (json.peek() == '{') {
        ratings.add(category(json.name(), json, subject));
      } else {
        json.skip();
      }
    }
    return ratings;
  }

  private static SafetyRating category(String name, JsonReader json, String subject) {
    String level = null;
    String code = null;
    boolean blocked = false;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "severity", "message" -> level = json.anyText();
        case "code" -> code = json.anyText();
        case "filtered" -> blocked = isTrue(json);
        case "detected" -> level = isTrue(json) ? "detected" : level;
        default -> json.skip();
      }
    }
    return SafetyRating.of(code == null ? name : code, level, blocked, subject);
  }

  private static boolean isTrue(JsonReader json) {
    @Nullable String value = json.anyText();
    return "true".equals(value);
  }
}
