package dev.patchbay.plugin.toolkit.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.http.Held;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.SafetyRating;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Why a message ended, and what the service tells beside it. */
final class Ending {
  private final Held held;
  private @Nullable String reason;
  private @Nullable String stopSequence;
  private @Nullable String explanation;
  private @Nullable String category;

  /** Names and JSON text of what the model has no place for. */
  private final Map<String, String> further = new LinkedHashMap<>(0);

  Ending(Held held) {
    this.held = held;
  }

  boolean isKnown() {
    return reason != null;
  }

  /** Reads a member of a message, or of the {@code delta} that ends one. */
  void member(JsonReader json) {
    if (json.takeNull()) {
      return;
    }
    switch (json.name()) {
      case "stop_reason" -> reason = json.anyText();
      case "stop_sequence" -> stopSequence = json.anyText();
      case "stop_details" -> {
        String raw = json.raw();
        details(raw);
        further("stop_details", raw);
      }
      default -> further(json.name(), json.raw());
    }
  }

  /** Another member: the last of a name counts. */
  void further(String name, String raw) {
    held.add(Held.ENTRY + name.length() + raw.length());
    further.put(name, raw);
  }

  private void details(String raw) {
    byte[] text = raw.getBytes(UTF_8);
    JsonReader json = new JsonReader().over(text, 0, text.length);
    if (json.peek() != '{') {
      return;
    }
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "category" -> category = json.anyText();
        case "explanation" -> explanation = json.anyText();
        default -> json.skip();
      }
    }
  }

  void say(Consumer<ChatEvent> out) {
    if (!further.isEmpty()) {
      JsonWriter json = new JsonWriter().beginObject();
      further.forEach((name, raw) -> json.name(name).json(raw));
      out.accept(ChatEvent.metadata(new String(json.endObject().bytes(), UTF_8)));
    }
    String raw = reason == null ? "" : reason;
    ChatEvent.ChoiceFinished finished =
        ChatEvent.choiceFinished(0, reason(raw), raw)
            .withStopSequence(stopSequence)
            .withMessage(explanation);
    out.accept(
        category == null
            ? finished
            : finished.withSafety(List.of(SafetyRating.of(category, null, true, null))));
  }

  private static FinishReason reason(String raw) {
    return switch (raw) {
      case "end_turn", "stop_sequence" -> FinishReason.STOP;
      case "max_tokens" -> FinishReason.LENGTH;
      case "model_context_window_exceeded" -> FinishReason.CONTEXT_WINDOW;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "refusal" -> FinishReason.REFUSAL;
      case "pause_turn", "compaction" -> FinishReason.PAUSED;
      default -> FinishReason.OTHER;
    };
  }
}
