package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.openai.LogprobReader;
import dev.patchbay.spi.TokenLogprob;
import java.util.List;

/**
 * A part of a whole item's content.
 *
 * @param annotationsAt where their list stands, -1: nowhere
 */
record ContentPart(String type, String text, List<TokenLogprob> logprobs, int annotationsAt) {
  /** Reads the part at the reader's place. */
  static ContentPart read(JsonReader json) {
    String type = "";
    String text = "";
    List<TokenLogprob> logprobs = List.of();
    int annotationsAt = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "type" -> type = json.string();
        case "text", "refusal" -> text = json.string();
        case "logprobs" -> logprobs = LogprobReader.list(json);
        case "annotations" -> annotationsAt = json.peek() == '[' ? json.pass() : passed(json);
        default -> json.skip();
      }
    }
    return new ContentPart(type, text, logprobs, annotationsAt);
  }

  private static int passed(JsonReader json) {
    json.skip();
    return -1;
  }
}
