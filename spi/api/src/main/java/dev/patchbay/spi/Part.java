package dev.patchbay.spi;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One ordered piece of a message. Made by the server, read by plugins. Deliberately not sealed: a
 * switch over it needs a default, which is to refuse the call ({@link ErrorKind#UNSUPPORTED}) or to
 * report the part as dropped.
 */
public interface Part {
  /** What rides on the part beside its content. */
  Marks marks();

  /** Plain text. */
  record Text(String text, Marks marks) implements Part {
    public static Text of(String text) {
      return new Text(text, Marks.NONE);
    }
  }

  /**
   * Thinking of an earlier answer.
   *
   * @param redacted the encrypted form, where the service hid the text
   */
  record Reasoning(String text, @Nullable String redacted, Marks marks) implements Part {}

  /**
   * The model's request to run a function.
   *
   * @param arguments as the model wrote them: mostly a JSON object, but not necessarily valid
   */
  record ToolCall(String id, String name, String arguments, Marks marks) implements Part {}

  /**
   * What a function gave back.
   *
   * @param callId the id of its call
   * @param name the function's name, where the caller told it
   */
  record ToolResult(
      String callId, @Nullable String name, List<Part> parts, boolean error, Marks marks)
      implements Part {}

  /**
   * A picture, sound or document: exactly one of data, uri and fileId is set.
   *
   * @param mimeType empty if only the service can know
   * @param data read-only
   * @param fileId a file that the caller left with the service
   * @param detail how closely to look: {@code low}, {@code high}, {@code auto}
   */
  record Media(
      String mimeType,
      @Nullable ByteBuffer data,
      @Nullable String uri,
      @Nullable String fileId,
      @Nullable String filename,
      @Nullable String detail,
      Marks marks)
      implements Part {}

  /** The model's refusal in an earlier answer. */
  record Refusal(String text, Marks marks) implements Part {}

  /**
   * A part that only one provider understands, to be sent back to it unchanged.
   *
   * @param type {@code provider.block-type}
   * @param json an object
   */
  record Opaque(String type, String json, Marks marks) implements Part {}
}
