package dev.patchbay.server.grpc;

import dev.patchbay.v1.ChatMessage;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.Role;
import java.util.List;

/** The bounds of messages. */
final class MessageRules {
  private MessageRules() {}

  static void check(Violations at, List<ChatMessage> messages) {
    if (messages.isEmpty()) {
      at.invalid("messages", "is empty; at least 1 message is required");
    }
    for (int i = 0; i < messages.size(); i++) {
      at.enter("messages", i);
      message(at, messages.get(i));
      at.leave();
    }
  }

  private static void message(Violations at, ChatMessage message) {
    int role = message.getRoleValue();
    Bounds.required(at, "role", role != Role.ROLE_UNSPECIFIED_VALUE);
    Bounds.known(at, "role", role, Role.forNumber(role) != null);
    Bounds.atMost(at, "name", message.getName(), 128);
    Bounds.jsonObject(at, "extra_json", message.getExtraJson());
    if (role == Role.ROLE_TOOL_VALUE) {
      results(at, message.getPartsList());
    }
    for (int i = 0; i < message.getPartsCount(); i++) {
      at.enter("parts", i);
      PartRules.check(at, message.getParts(i));
      at.leave();
    }
  }

  private static void results(Violations at, List<Part> parts) {
    if (parts.isEmpty()) {
      at.invalid("parts", "is empty; a message of ROLE_TOOL has at least one tool_result");
    }
    for (int i = 0; i < parts.size(); i++) {
      Part.KindCase kind = parts.get(i).getKindCase();
      if (kind != Part.KindCase.TOOL_RESULT && kind != Part.KindCase.KIND_NOT_SET) {
        at.invalid(
            "parts[" + i + ']',
            "is of kind " + PartRules.word(kind) + "; allowed with ROLE_TOOL: tool_result");
      }
    }
  }
}
