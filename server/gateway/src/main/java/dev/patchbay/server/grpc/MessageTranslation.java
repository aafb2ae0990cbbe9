package dev.patchbay.server.grpc;

import static dev.patchbay.server.grpc.CallTranslation.emptyToNull;

import com.google.protobuf.ByteString;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.v1.ChatMessage;
import dev.patchbay.v1.MediaPart;
import dev.patchbay.v1.OpaquePart;
import dev.patchbay.v1.ReasoningPart;
import dev.patchbay.v1.RefusalPart;
import dev.patchbay.v1.Role;
import dev.patchbay.v1.ToolCallPart;
import dev.patchbay.v1.ToolResultPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the messages of one request into the neutral model. For one thread.
 *
 * <p>What is documented as output only (annotations, transcripts) is ignored, so that an answer can
 * be sent back as it came. Signatures and sealed reasoning are bytes in the API and text in the
 * neutral model, because every provider writes them as text: bytes that are not UTF-8 come from
 * none of ours and would not go back byte for byte, hence they are reported and left out.
 */
final class MessageTranslation {
  private final List<ChatMessage> messages;
  private final Path path = new Path();
  private final List<String> unsupported = new ArrayList<>();
  private @Nullable Map<String, String> toolNames;

  MessageTranslation(List<ChatMessage> messages) {
    this.messages = messages;
  }

  List<Message> translate() {
    var translated = new ArrayList<Message>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      path.enter("messages", i);
      translated.add(message(messages.get(i)));
      path.leave();
    }
    return translated;
  }

  /** See {@link TranslatedCall#unsupported}. */
  List<String> unsupported() {
    return unsupported;
  }

  private Message message(ChatMessage message) {
    return new Message(
        role(message.getRole()),
        parts(message.getPartsList()),
        emptyToNull(message.getName()),
        CallTranslation.members(message.getExtraJson()));
  }

  private static String role(Role role) {
    return switch (role) {
      case ROLE_SYSTEM -> Message.SYSTEM;
      case ROLE_DEVELOPER -> Message.DEVELOPER;
      case ROLE_USER -> Message.USER;
      case ROLE_ASSISTANT -> Message.ASSISTANT;
      case ROLE_TOOL -> Message.TOOL;
      case ROLE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("a message without a role");
    };
  }

  private List<Part> parts(List<dev.patchbay.v1.Part> parts) {
    if (parts.isEmpty()) {
      return List.of();
    }
    var translated = new Part[parts.size()];
    for (int i = 0; i < translated.length; i++) {
      path.enter("parts", i);
      translated[i] = part(parts.get(i));
      path.leave();
    }
    return List.of(translated);
  }

  private Part part(dev.patchbay.v1.Part part) {
    Marks marks = marks(part);
    return switch (part.getKindCase()) {
      case TEXT -> new Part.Text(part.getText().getText(), marks);
      case REASONING -> reasoning(part.getReasoning(), marks);
      case TOOL_CALL -> toolCall(part.getToolCall(), marks);
      case TOOL_RESULT -> toolResult(part.getToolResult(), marks);
      case MEDIA -> media(part.getMedia(), marks);
      case REFUSAL -> refusal(part.getRefusal(), marks);
      case OPAQUE -> opaque(part.getOpaque(), marks);
      case KIND_NOT_SET -> throw new IllegalArgumentException("a part without a kind");
    };
  }

  private Marks marks(dev.patchbay.v1.Part part) {
    boolean signed = part.hasSignature();
    Extra extra = CallTranslation.members(part.getExtraJson());
    if (!signed && !part.hasCachePoint()) {
      return Marks.of(extra);
    }
    return new Marks(
        signed ? utf8("signature.value", part.getSignature().getValue()) : null,
        signed ? part.getSignature().getOrigin() : null,
        part.hasCachePoint() ? part.getCachePoint().getTtl() : null,
        extra);
  }

  private Part reasoning(ReasoningPart reasoning, Marks marks) {
    unsupportedIf(reasoning.getSummary(), "reasoning.summary");
    return new Part.Reasoning(reasoning.getText(), sealed(reasoning.getEncrypted(), marks), marks);
  }

  /** Sealed reasoning goes to the provider that sealed it; not knowing which, to none. */
  private @Nullable String sealed(ByteString encrypted, Marks marks) {
    if (encrypted.isEmpty()) {
      return null;
    }
    if (marks.mintedBy() == null) {
      unsupported.add(path.to("reasoning.encrypted"));
      return null;
    }
    return utf8("reasoning.encrypted", encrypted);
  }

  private Part toolCall(ToolCallPart call, Marks marks) {
    unsupportedIf(call.getFreeform(), "tool_call.freeform");
    unsupportedIf(call.getProviderExecuted(), "tool_call.provider_executed");
    boolean bare = call.getArguments().isEmpty() && !call.getFreeform();
    String arguments = bare ? "{}" : call.getArguments();
    return new Part.ToolCall(call.getCallId(), call.getName(), arguments, marks);
  }

  private Part toolResult(ToolResultPart result, Marks marks) {
    String name = result.getName().isEmpty() ? calledName(result.getCallId()) : result.getName();
    path.enter("tool_result");
    List<Part> parts = parts(result.getPartsList());
    path.leave();
    return new Part.ToolResult(result.getCallId(), name, parts, result.getIsError(), marks);
  }

  private static Part media(MediaPart media, Marks marks) {
    return new Part.Media(
        media.getMimeType(),
        media.hasData() ? media.getData().asReadOnlyByteBuffer() : null,
        media.hasUri() ? media.getUri() : null,
        media.hasFileId() ? media.getFileId() : null,
        emptyToNull(media.getFilename()),
        emptyToNull(media.getDetail()),
        marks);
  }

  private Part refusal(RefusalPart refusal, Marks marks) {
    unsupportedIf(!refusal.getCategory().isEmpty(), "refusal.category");
    return new Part.Refusal(refusal.getText(), marks);
  }

  private static Part opaque(OpaquePart opaque, Marks marks) {
    return new Part.Opaque(opaque.getType(), opaque.getJson(), marks);
  }

  private @Nullable String calledName(String callId) {
    if (toolNames == null) {
      toolNames = new HashMap<>();
      for (ChatMessage message : messages) {
        for (dev.patchbay.v1.Part part : message.getPartsList()) {
          if (part.hasToolCall()) {
            toolNames.put(part.getToolCall().getCallId(), part.getToolCall().getName());
          }
        }
      }
    }
    return toolNames.get(callId);
  }

  private @Nullable String utf8(String field, ByteString bytes) {
    if (!bytes.isValidUtf8()) {
      unsupported.add(path.to(field));
      return null;
    }
    return bytes.toStringUtf8();
  }

  private void unsupportedIf(boolean isSet, String field) {
    if (isSet) {
      unsupported.add(path.to(field));
    }
  }
}
