package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.openai.SafetyReader;
import dev.patchbay.spi.SafetyRating;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code content_filters}, which Azure adds: what its filters said of prompt and answer. */
final class FilterReader {
  private FilterReader() {}

  static List<SafetyRating> read(JsonReader json) {
    List<SafetyRating> ratings = new ArrayList<>();
    if (json.peek() != '[') {
      json.skip();
      return ratings;
    }
    json.beginArray();
    while (json.nextElement()) {
      filter(json, ratings);
    }
    return ratings;
  }

  private static void filter(JsonReader json, List<SafetyRating> ratings) {
    String subject = SafetyRating.OUTPUT;
    int resultsAt = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "source_type" ->
            subject = "prompt".equals(json.anyText()) ? SafetyRating.INPUT : SafetyRating.OUTPUT;
        case "content_filter_results" -> {
          resultsAt = json.pass();
        }
        default -> json.skip();
      }
    }
    int resume = json.position();
    if (resultsAt >= 0) {
      json.position(resultsAt);
      ratings.addAll(SafetyReader.read(json, subject));
    }
    json.position(resume);
  }
}
