package dev.patchbay.dist.both;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came back, in terms that every door has. */
sealed interface Answer {
  /**
   * A success.
   *
   * @param finish in OpenAI's words
   * @param usage null: none was told
   * @param attempts how many were made, the good one included
   * @param dropped names of the parameters that were left out
   */
  record Whole(
      String text,
      List<ToolCall> tools,
      String finish,
      @Nullable Tokens usage,
      String endpoint,
      int attempts,
      String requestId,
      List<String> dropped)
      implements Answer {}

  /**
   * A failure that the server told.
   *
   * @param said in the door's own terms: gRPC's code, or HTTP's status with OpenAI's type and code
   * @param again when to ask again; null: asking again is useless
   * @param fields names of the parameters at fault
   * @param before the text that came before it
   * @param endpoint where it failed; empty: none was asked
   * @param attempts how many were made
   */
  record Failed(
      String reason,
      String message,
      String said,
      @Nullable Duration again,
      List<String> fields,
      String before,
      String endpoint,
      int attempts,
      String requestId)
      implements Answer {}

  /**
   * No server took the question.
   *
   * @param why what the caller's side noticed
   */
  record Unreachable(String why) implements Answer {}

  /** A call of a tool, with its arguments as text. */
  record ToolCall(String id, String name, String arguments) {}

  /** What an answer took. */
  record Tokens(long input, long output, boolean estimated) {}
}
