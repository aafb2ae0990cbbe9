package dev.patchbay.server.grpc;

import dev.patchbay.v1.MediaPart;
import dev.patchbay.v1.OpaquePart;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.Signature;
import dev.patchbay.v1.ToolCallPart;
import dev.patchbay.v1.ToolResultPart;
import java.util.Locale;

/** The bounds of a message's parts. */
final class PartRules {
  private PartRules() {}

  static void check(Violations at, Part part) {
    kind(at, part);
    if (part.hasSignature()) {
      at.enter("signature");
      signature(at, part.getSignature());
      at.leave();
    }
    Bounds.jsonObject(at, "extra_json", part.getExtraJson());
  }

  /** How the schema names a kind of part. */
  static String word(Part.KindCase kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static void kind(Violations at, Part part) {
    switch (part.getKindCase()) {
      case TOOL_CALL -> {
        at.enter("tool_call");
        toolCall(at, part.getToolCall());
        at.leave();
      }
      case TOOL_RESULT -> {
        at.enter("tool_result");
        toolResult(at, part.getToolResult());
        at.leave();
      }
      case MEDIA -> {
        at.enter("media");
        media(at, part.getMedia());
        at.leave();
      }
      case OPAQUE -> {
        at.enter("opaque");
        opaque(at, part.getOpaque());
        at.leave();
      }
      case TEXT, REASONING, REFUSAL -> {
        // Free text, which is not even looked at here.
      }
      case KIND_NOT_SET ->
          Bounds.requiredOneOf(
              at, "kind", false, "text, reasoning, tool_call, tool_result, media, refusal, opaque");
    }
  }

  private static void toolCall(Violations at, ToolCallPart call) {
    Bounds.required(at, "call_id", call.getCallId());
    String name = call.getName();
    Bounds.required(at, "name", name);
    Bounds.atMost(at, "name", name, 128);
    Bounds.pattern(at, "name", name, Patterns.isName(name), Patterns.NAME + '+');
    if (!call.getFreeform()) {
      Bounds.jsonObject(at, "arguments", call.getArguments());
    }
  }

  private static void toolResult(Violations at, ToolResultPart result) {
    Bounds.required(at, "call_id", result.getCallId());
    String name = result.getName();
    Bounds.atMost(at, "name", name, 128);
    Bounds.pattern(at, "name", name, Patterns.isName(name), Patterns.NAME + '*');
    for (int i = 0; i < result.getPartsCount(); i++) {
      at.enter("parts", i);
      resultPart(at, result.getParts(i));
      at.leave();
    }
  }

  /** What may be in a result is not nested further. */
  private static void resultPart(Violations at, Part part) {
    switch (part.getKindCase()) {
      case TEXT, MEDIA, OPAQUE, KIND_NOT_SET -> check(at, part);
      case REASONING, TOOL_CALL, TOOL_RESULT, REFUSAL -> {
        String kind = word(part.getKindCase());
        at.invalid(kind, "stands in a tool's result; allowed there: text, media, opaque");
      }
    }
  }

  private static void media(Violations at, MediaPart media) {
    boolean present = media.getSourceCase() != MediaPart.SourceCase.SOURCE_NOT_SET;
    Bounds.requiredOneOf(at, "source", present, "data, uri, file_id");
    if (media.hasData() && media.getMimeType().isEmpty()) {
      at.invalid("mime_type", "is empty; with data it is required, such as image/png");
    }
  }

  private static void opaque(Violations at, OpaquePart opaque) {
    String type = opaque.getType();
    Bounds.requiredPattern(at, "type", type, Patterns.isProviderType(type), Patterns.PROVIDER_TYPE);
    Bounds.requiredJsonObject(at, "json", opaque.getJson());
  }

  private static void signature(Violations at, Signature signature) {
    Bounds.required(at, "value", !signature.getValue().isEmpty());
    Bounds.required(at, "origin", signature.getOrigin());
  }
}
