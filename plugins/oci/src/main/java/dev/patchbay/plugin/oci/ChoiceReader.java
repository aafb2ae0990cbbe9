package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.TokenLogprob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads what one choice says, in the members of all three formats. */
final class ChoiceReader {
  private static final Set<String> KNOWN =
      Set.of(
          "role",
          "content",
          "toolCalls",
          "reasoningContent",
          "toolPlan",
          "refusal",
          "annotations",
          "citations",
          "name");
  private static final Set<String> EMPTY = Set.of("\"\"", "[]", "{}", "false");

  private final JsonReader json;
  private final Citations citations = new Citations();

  // Of the event that is read.
  private boolean whole;
  private boolean finishing;
  private List<TokenLogprob> logprobs = List.of();

  ChoiceReader(JsonReader json) {
    this.json = json;
  }

  /** Whether an object is a choice, or a part of one. */
  static boolean isOne(Places members) {
    return members.has("message")
        || members.has("text")
        || members.has("toolCalls")
        || members.has("citations")
        || members.has("finishReason");
  }

  /**
   * Has a choice say what is new.
   *
   * @param isWhole it is a choice of an answer that isn't a stream
   * @return the finish reason; empty if it goes on
   */
  String read(Places members, Choice choice, boolean isWhole) {
    whole = isWhole;
    String reason = members.text("finishReason");
    finishing = !reason.isEmpty() && !isWhole;
    logprobs = logprobs(members);
    if (members.go("documents", '[')) {
      citations.documents(json);
    }
    if (members.go("message", '{')) {
      Places message = Places.of(json);
      message(message, choice);
      message.leave();
    }
    if (members.has("text")) {
      text(members.text("text"), choice, true);
    }
    cohere(members, choice);
    return reason;
  }

  private List<TokenLogprob> logprobs(Places members) {
    if (members.go("logProbabilities", '[')) {
      return Logprobs.chunks(json);
    }
    return members.go("logprobs", '{') ? Logprobs.read(json) : List.of();
  }

  /** What COHERE has outside of a message, and Google's models beside it. */
  private void cohere(Places members, Choice choice) {
    if (members.go("citations", '[')) {
      citations.list(json, choice);
    }
    if (members.go("groundingMetadata", '{')) {
      citations.grounding(json, choice);
    }
    if (members.go("toolCalls", '[')) {
      choice.toolCalls(json, true, finishing);
    }
  }

  private void message(Places message, Choice choice) {
    unknown(message, choice);
    choice.text(BlockKind.REASONING, message.text("reasoningContent"), List.of());
    choice.text(BlockKind.REASONING, message.text("toolPlan"), List.of());
    if (message.go("content", '[')) {
      json.beginArray();
      while (json.nextElement()) {
        part(choice);
      }
    } else {
      text(message.text("content"), choice, false);
    }
    choice.text(BlockKind.REFUSAL, message.text("refusal"), List.of());
    if (message.go("annotations", '[')) {
      citations.list(json, choice);
    }
    if (message.go("citations", '[')) {
      citations.list(json, choice);
    }
    if (message.go("toolCalls", '[')) {
      choice.toolCalls(json, whole, false);
    }
  }

  private void text(String text, Choice choice, boolean cohere) {
    List<TokenLogprob> tokens = logprobs;
    logprobs = List.of();
    choice.text(BlockKind.TEXT, finishing ? choice.fresh(text, cohere) : text, tokens);
  }

  private void part(Choice choice) {
    if (json.peek() == '"') {
      text(json.string(), choice, false);
      return;
    }
    int from = json.position();
    Places part = Places.of(json);
    String type = part.text("type");
    switch (type) {
      case "TEXT" -> text(part.text("text"), choice, false);
      case "THINKING" -> choice.text(BlockKind.REASONING, part.text("thinking"), List.of());
      default -> {
        json.position(from);
        choice.opaque(type.isEmpty() ? "part" : type.toLowerCase(Locale.ROOT), json.raw());
      }
    }
    part.leave();
  }

  private void unknown(Places message, Choice choice) {
    Map<String, String> others = new LinkedHashMap<>();
    message.others(KNOWN, others);
    others.forEach((name, value) -> {
      if (!EMPTY.contains(value)) {
        choice.opaque(name, "{\"" + name + "\":" + value + "}");
      }
    });
  }
}
