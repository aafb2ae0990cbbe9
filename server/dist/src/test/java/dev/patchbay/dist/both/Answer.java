package dev.patchbay.dist.both;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came back, in terms that every door has. */
public sealed interface Answer {
  /**
   * A success.
   *
   * @param finish in OpenAI's words
   * @param text without what the caller was told to drop
   * @param usage null: none was told
   * @param model whose targets served, as told with the answer's beginning
   * @param endpoint where it began
   * @param attempts how many were made until it began, the good one included
   * @param dropped names of the parameters that were left out
   * @param missed attempts before it, which only gRPC tells
   * @param seams changes of the target after it began, which only gRPC tells
   */
  record Whole(
      String text,
      List<ToolCall> tools,
      String finish,
      @Nullable Tokens usage,
      String model,
      String endpoint,
      int attempts,
      String requestId,
      List<String> dropped,
      List<Missed> missed,
      List<Seam> seams)
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

  /**
   * An attempt that failed.
   *
   * @param status the provider's; 0: it gave none
   */
  record Missed(String model, String endpoint, int attempt, String reason, int status) {}

  /**
   * A change of the target.
   *
   * @param effect in gRPC's words, without {@code EFFECT_}
   * @param dropped the text that counts no longer
   * @param failed what made it necessary
   */
  record Seam(
      String effect, String model, String endpoint, int attempt, String dropped, Missed failed) {}

  /** What an answer took. */
  record Tokens(long input, long output, boolean estimated) {}
}
