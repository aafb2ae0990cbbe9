package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.SafetyRating;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the service's filters said of the prompt.
 *
 * @param blockReason null: it was let through
 * @param message the service's explanation
 * @param raw the service's own object
 */
record PromptFeedback(
    @Nullable String blockReason,
    @Nullable String message,
    List<SafetyRating> ratings,
    String raw) {
  static PromptFeedback read(JsonReader from) {
    String raw = from.raw();
    byte[] text = raw.getBytes(UTF_8);
    JsonReader json = new JsonReader().over(text, 0, text.length);
    String reason = null;
    String message = null;
    List<SafetyRating> ratings = List.of();
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "blockReason" -> reason = json.anyText();
        case "blockReasonMessage" -> message = json.anyText();
        case "safetyRatings" -> ratings = SafetyReader.read(json, SafetyRating.INPUT);
        default -> json.skip();
      }
    }
    boolean none = reason == null || reason.endsWith("_UNSPECIFIED") || reason.equals("0");
    return new PromptFeedback(none ? null : reason, message, ratings, raw);
  }

  /** For people: what the service says, or which kinds of harm it saw. */
  String explanation() {
    if (message != null && !message.isEmpty()) {
      return message;
    }
    String blocking =
        ratings.stream()
            .filter(SafetyRating::blocked)
            .map(SafetyRating::category)
            .collect(Collectors.joining(", "));
    return "the prompt was blocked: " + blockReason + (blocking.isEmpty() ? "" : ", " + blocking);
  }
}
