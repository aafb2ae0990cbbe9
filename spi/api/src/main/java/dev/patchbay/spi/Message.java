package dev.patchbay.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn.
 *
 * @param role one of the constants here, or a word that a later version knows: a switch needs a
 *     default
 * @param name the author's label
 * @param extra members of the caller's message that the model has no component for
 */
public record Message(String role, List<Part> parts, @Nullable String name, Extra extra) {
  public static final String SYSTEM = "system";
  public static final String DEVELOPER = "developer";
  public static final String USER = "user";
  public static final String ASSISTANT = "assistant";

  /** Holds {@link Part.ToolResult} parts, one or more. */
  public static final String TOOL = "tool";

  public Message {
    parts = List.copyOf(parts);
  }

  public static Message of(String role, List<Part> parts) {
    return new Message(role, parts, null, Extra.NONE);
  }

  public static Message of(String role, String text) {
    return of(role, List.of(Part.Text.of(text)));
  }
}
