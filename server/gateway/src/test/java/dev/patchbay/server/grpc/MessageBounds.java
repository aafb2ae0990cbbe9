package dev.patchbay.server.grpc;

import static dev.patchbay.server.grpc.BoundCase.bound;
import static dev.patchbay.server.grpc.Requests.WIDE;
import static dev.patchbay.server.grpc.Requests.chat;
import static dev.patchbay.server.grpc.Requests.message;
import static dev.patchbay.server.grpc.Requests.part;
import static dev.patchbay.server.grpc.Requests.text;
import static dev.patchbay.server.grpc.Requests.toolCall;
import static dev.patchbay.server.grpc.Requests.toolResult;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.patchbay.v1.ChatMessage;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.OpaquePart;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.Role;
import dev.patchbay.v1.Signature;
import dev.patchbay.v1.ToolResultPart;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Cases for the bounds of messages and parts. */
final class MessageBounds {
  private static final ByteString BYTES = ByteString.copyFromUtf8("x");
  private static final String PART = "input.messages[0].parts[0]";
  private static final Part.Builder RESULT =
      Part.newBuilder().setToolResult(ToolResultPart.newBuilder().setCallId("1"));

  private MessageBounds() {}

  static Stream<BoundCase> cases() {
    return Stream.of(messages(), parts(), toolCalls(), toolResults(), media(), opaque())
        .flatMap(List::stream);
  }

  private static List<BoundCase> messages() {
    return List.of(
        bound("GenerationInput.messages", "Entries: at least 1.", "input.messages")
            .accepts(message(m -> {}))
            .refuses(chat(GenerationInput.Builder::clearMessages)),
        bound("ChatMessage.role", "Required.", "input.messages[0].role")
            .accepts(
                message(m -> m.setRole(Role.ROLE_SYSTEM)),
                message(m -> m.setRole(Role.ROLE_DEVELOPER)),
                message(m -> m.setRole(Role.ROLE_ASSISTANT)))
            .refuses(message(m -> m.setRoleValue(0)), message(m -> m.setRoleValue(6))),
        bound(
                "ChatMessage.parts",
                "Rule: with ROLE_TOOL at least one, each of kind tool_result.",
                PART)
            .accepts(toolMessage(m -> m.addParts(RESULT)), message(ChatMessage.Builder::clearParts))
            .refuses(toolMessage(m -> m.addParts(text("no result"))))
            .refusesAt("input.messages[0].parts", toolMessage(m -> {})),
        bound("ChatMessage.name", "Length: at most 128 characters.", "input.messages[0].name")
            .accepts(message(m -> m.setName(WIDE.repeat(128))), message(m -> m.setName("")))
            .refuses(message(m -> m.setName("n".repeat(129)))),
        bound("ChatMessage.extra_json", "JSON: object.", "input.messages[0].extra_json")
            .accepts(message(m -> m.setExtraJson("{\"a\":1}")), message(m -> m.setExtraJson("")))
            .refuses(message(m -> m.setExtraJson("[]")), message(m -> m.setExtraJson(" "))));
  }

  private static List<BoundCase> parts() {
    return List.of(
        bound("Part.kind", "Required.", PART + ".kind")
            .accepts(part(Part.Builder::getTextBuilder), part(Part.Builder::getRefusalBuilder))
            .refuses(part(p -> {})),
        bound("Part.extra_json", "JSON: object.", PART + ".extra_json")
            .accepts(part(p -> p.mergeFrom(text("t").setExtraJson(" {} ").build())))
            .refuses(part(p -> p.mergeFrom(text("t").setExtraJson("null").build()))),
        bound("Signature.value", "Required.", PART + ".signature.value")
            .accepts(signed(s -> s.setOrigin("a").setValue(BYTES)))
            .refuses(signed(s -> s.setOrigin("a"))),
        bound("Signature.origin", "Required.", PART + ".signature.origin")
            .accepts(signed(s -> s.setOrigin("a").setValue(BYTES)))
            .refuses(signed(s -> s.setValue(BYTES))));
  }

  private static List<BoundCase> toolCalls() {
    String path = PART + ".tool_call.";
    return List.of(
        bound("ToolCallPart.call_id", "Required.", path + "call_id")
            .accepts(toolCall(c -> c.setCallId("1")))
            .refuses(toolCall(c -> c.setCallId(""))),
        bound("ToolCallPart.name", "Required.", path + "name")
            .accepts(toolCall(c -> c.setName("n")))
            .refuses(toolCall(c -> c.setName(""))),
        bound("ToolCallPart.name", "Length: 1 to 128 characters.", path + "name")
            .accepts(toolCall(c -> c.setName("n")), toolCall(c -> c.setName("n".repeat(128))))
            .refuses(toolCall(c -> c.setName("")), toolCall(c -> c.setName("n".repeat(129)))),
        bound("ToolCallPart.name", "Pattern: [a-zA-Z0-9_.-]+", path + "name")
            .accepts(toolCall(c -> c.setName("azAZ09_.-")))
            .refuses(
                toolCall(c -> c.setName("a b")),
                toolCall(c -> c.setName("a/b")),
                toolCall(c -> c.setName("é")),
                toolCall(c -> c.setName("a\n"))),
        bound("ToolCallPart.arguments", "JSON: object, unless freeform.", path + "arguments")
            .accepts(
                toolCall(c -> c.setArguments("{\"q\":[1,2]}")),
                toolCall(c -> c.setArguments("")),
                toolCall(c -> c.setArguments("print(1)").setFreeform(true)))
            .refuses(
                toolCall(c -> c.setArguments("print(1)")),
                toolCall(c -> c.setArguments("\"text\"")),
                toolCall(c -> c.setArguments("{\"q\":"))));
  }

  private static List<BoundCase> toolResults() {
    String path = PART + ".tool_result.";
    return List.of(
        bound("ToolResultPart.call_id", "Required.", path + "call_id")
            .accepts(toolResult(r -> r.setCallId("1")))
            .refuses(toolResult(r -> r.setCallId(""))),
        bound("ToolResultPart.name", "Length: at most 128 characters.", path + "name")
            .accepts(toolResult(r -> r.setName("")), toolResult(r -> r.setName("n".repeat(128))))
            .refuses(toolResult(r -> r.setName("n".repeat(129)))),
        bound("ToolResultPart.name", "Pattern: [a-zA-Z0-9_.-]*", path + "name")
            .accepts(toolResult(r -> r.setName("azAZ09_.-")))
            .refuses(toolResult(r -> r.setName("a b"))),
        bound("ToolResultPart.parts", "Each: of kind text, media or opaque.", path + "parts[0]")
            .accepts(
                toolResult(r -> r.addParts(text("t"))),
                toolResult(r -> r.addPartsBuilder().getMediaBuilder().setUri("u")),
                toolResult(r -> r.addPartsBuilder().setOpaque(opaque("a.b", "{}"))))
            .refusesAt(path + "parts[0].tool_result", toolResult(r -> r.addParts(RESULT)))
            .refusesAt(
                path + "parts[0].reasoning",
                toolResult(r -> r.addPartsBuilder().getReasoningBuilder())));
  }

  private static List<BoundCase> media() {
    return List.of(
        bound("MediaPart.source", "Required.", PART + ".media.source")
            .accepts(
                part(p -> p.getMediaBuilder().setUri("https://example.com/a.png")),
                part(p -> p.getMediaBuilder().setFileId("f")))
            .refuses(part(p -> p.getMediaBuilder().setMimeType("image/png"))),
        bound("MediaPart.mime_type", "Rule: not empty with data.", PART + ".media.mime_type")
            .accepts(
                part(p -> p.getMediaBuilder().setData(BYTES).setMimeType("image/png")),
                part(p -> p.getMediaBuilder().setUri("u")))
            .refuses(part(p -> p.getMediaBuilder().setData(BYTES))));
  }

  private static List<BoundCase> opaque() {
    String path = PART + ".opaque.";
    Message good = part(p -> p.setOpaque(opaque("open-ai_1.x", "{}")));
    return List.of(
        bound("OpaquePart.type", "Required.", path + "type")
            .accepts(good)
            .refuses(part(p -> p.setOpaque(opaque("", "{}")))),
        bound("OpaquePart.type", "Pattern: [a-z0-9_-]+\\..+", path + "type")
            .accepts(good, part(p -> p.setOpaque(opaque("a.B c.d", "{}"))))
            .refuses(
                part(p -> p.setOpaque(opaque("a", "{}"))),
                part(p -> p.setOpaque(opaque("a.", "{}"))),
                part(p -> p.setOpaque(opaque(".a", "{}"))),
                part(p -> p.setOpaque(opaque("A.b", "{}"))),
                part(p -> p.setOpaque(opaque("a.b\nc", "{}")))),
        bound("OpaquePart.json", "Required.", path + "json")
            .accepts(good)
            .refuses(part(p -> p.setOpaque(opaque("a.b", "")))),
        bound("OpaquePart.json", "JSON: object.", path + "json")
            .accepts(good)
            .refuses(part(p -> p.setOpaque(opaque("a.b", "{}{}")))));
  }

  private static OpaquePart opaque(String type, String json) {
    return OpaquePart.newBuilder().setType(type).setJson(json).build();
  }

  private static Message signed(Consumer<Signature.Builder> change) {
    return part(p -> {
      p.mergeFrom(text("t").build());
      change.accept(p.getSignatureBuilder());
    });
  }

  private static Message toolMessage(Consumer<ChatMessage.Builder> change) {
    return message(m -> change.accept(m.setRole(Role.ROLE_TOOL).clearParts()));
  }
}
