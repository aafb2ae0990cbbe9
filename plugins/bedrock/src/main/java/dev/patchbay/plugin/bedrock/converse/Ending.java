package dev.patchbay.plugin.bedrock.converse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.Usage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says beside its content: why it ended, what it cost, what guardrails found, and
 * what else there is. In a stream the reason comes first and all else in a later event, but what
 * the filters said belongs to the reason, so it is said when all is there.
 */
final class Ending {
  /** Padding, so that nobody guesses from the length of a frame. */
  private static final String PADDING = "p";

  private final StringBuilder further = new StringBuilder();
  private @Nullable String reason;
  private @Nullable String stopSequence;
  private @Nullable Usage usage;
  private @Nullable GuardrailTrace guardrail;
  private boolean said;

  /** Reads an event of a stream. */
  void read(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      member(json);
    }
  }

  /** Reads one member of an event or of a whole answer. */
  void member(JsonReader json) {
    if (json.takeNull()) {
      return;
    }
    switch (json.name()) {
      case "stopReason" -> reason = json.anyText();
      case "usage" -> usage = UsageReader.read(json);
      case PADDING -> json.skip();
      case "trace" -> guardrail = GuardrailTrace.of(keep(json));
      case "additionalModelResponseFields" -> stopSequence = stopSequence(keep(json));
      default -> keep(json);
    }
  }

  private String keep(JsonReader json) {
    String name = json.name();
    String raw = json.raw();
    further.append(further.isEmpty() ? "\"" : ",\"").append(name).append("\":").append(raw);
    return raw;
  }

  private static @Nullable String stopSequence(String fields) {
    byte[] text = fields.getBytes(UTF_8);
    JsonReader json = new JsonReader().over(text, 0, text.length);
    String found = null;
    if (json.peek() == '{') {
      json.beginObject();
      while (json.nextMember()) {
        if (json.name().equals("stop_sequence") && json.peek() == '"') {
          found = json.string();
        } else {
          json.skip();
        }
      }
    }
    return found;
  }

  boolean isReached() {
    return reason != null;
  }

  /** Says it, if that is not done. */
  void say(Consumer<ChatEvent> out) {
    String raw = reason;
    if (said || raw == null) {
      return;
    }
    said = true;
    ChatEvent.ChoiceFinished finished =
        ChatEvent.choiceFinished(0, reason(raw), raw).withStopSequence(stopSequence);
    GuardrailTrace trace = guardrail;
    if (trace != null) {
      finished = finished.withSafety(trace.ratings()).withMessage(trace.actionReason());
    }
    out.accept(finished);
    if (usage != null) {
      out.accept(ChatEvent.used(usage));
    }
    if (!further.isEmpty()) {
      out.accept(ChatEvent.metadata("{" + further + "}"));
    }
  }

  private static FinishReason reason(String raw) {
    return switch (raw) {
      case "end_turn", "stop_sequence" -> FinishReason.STOP;
      case "max_tokens" -> FinishReason.LENGTH;
      case "model_context_window_exceeded" -> FinishReason.CONTEXT_WINDOW;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
      case "refusal" -> FinishReason.REFUSAL;
      case "pause_turn" -> FinishReason.PAUSED;
      case "malformed_model_output", "malformed_tool_use" -> FinishReason.ERROR;
      default -> FinishReason.OTHER;
    };
  }
}
