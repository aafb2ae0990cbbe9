package dev.patchbay.plugin.bedrock.converse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.SafetyRating;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a guardrail found, out of the trace that the caller has asked for. */
final class GuardrailTrace {
  private final List<SafetyRating> ratings = new ArrayList<>();
  private @Nullable String actionReason;

  private GuardrailTrace() {}

  /**
   * Reads a trace.
   *
   * @param trace JSON text
   */
  static GuardrailTrace of(String trace) {
    GuardrailTrace read = new GuardrailTrace();
    byte[] text = trace.getBytes(UTF_8);
    read.trace(new JsonReader().over(text, 0, text.length));
    return read;
  }

  List<SafetyRating> ratings() {
    return ratings;
  }

  /** Why the guardrail did something, in its own words; null: not told. */
  @Nullable String actionReason() {
    return actionReason;
  }

  private void trace(JsonReader json) {
    if (!object(json)) {
      return;
    }
    while (json.nextMember()) {
      if (json.name().equals("guardrail") && json.peek() == '{') {
        guardrail(json);
      } else {
        json.skip();
      }
    }
  }

  private void guardrail(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "inputAssessment" -> findings(json, SafetyRating.INPUT);
        case "outputAssessments" -> findings(json, SafetyRating.OUTPUT);
        case "actionReason" -> actionReason = json.anyText();
        default -> json.skip();
      }
    }
  }

  /** Goes down to the lists of findings, whatever policy they are of. */
  private void findings(JsonReader json, String subject) {
    if (json.peek() == '[') {
      json.beginArray();
      while (json.nextElement()) {
        findings(json, subject);
      }
    } else if (object(json)) {
      Finding finding = new Finding();
      while (json.nextMember()) {
        if (json.peek() == '{' || json.peek() == '[') {
          findings(json, subject);
        } else {
          finding.member(json);
        }
      }
      finding.rating(subject, ratings);
    }
  }

  private static boolean object(JsonReader json) {
    if (json.peek() != '{') {
      json.skip();
      return false;
    }
    json.beginObject();
    return true;
  }

  /** An entry that tells of an action; any other object is none. */
  private static final class Finding {
    private @Nullable String action;
    private @Nullable String name;
    private @Nullable String type;
    private @Nullable String level;
    private double score = Double.NaN;

    void member(JsonReader json) {
      switch (json.name()) {
        case "action" -> action = json.anyText();
        case "name" -> name = json.anyText();
        case "type" -> type = json.anyText();
        case "confidence" -> level = json.anyText();
        case "score" -> score = json.takeNull() ? score : Double.parseDouble(json.number());
        default -> json.skip();
      }
    }

    void rating(String subject, List<SafetyRating> ratings) {
      if (action == null) {
        return;
      }
      String category = name != null ? name : type != null ? type : "WORD";
      SafetyRating rating = SafetyRating.of(category, level, action.equals("BLOCKED"), subject);
      ratings.add(Double.isNaN(score) ? rating : rating.withScore(score));
    }
  }
}
