package dev.patchbay.server.http.responses;

import dev.patchbay.spi.ChatEvent.ChoiceFinished;
import java.util.Locale;

/**
 * How a response has ended.
 *
 * @param reason why it is incomplete or, for people, why it failed; else empty
 */
record Ending(Status status, String reason) {
  /** In the dialect's words. */
  enum Status {
    COMPLETED,
    INCOMPLETE,
    FAILED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Ending COMPLETED = new Ending(Status.COMPLETED, "");

  static Ending of(ChoiceFinished finished) {
    return switch (finished.reason()) {
      case LENGTH, CONTEXT_WINDOW -> new Ending(Status.INCOMPLETE, "max_output_tokens");
      case CONTENT_FILTER -> new Ending(Status.INCOMPLETE, "content_filter");
      case ERROR -> new Ending(Status.FAILED, explanation(finished));
      case STOP, TOOL_CALLS, REFUSAL, PAUSED, OTHER -> COMPLETED;
    };
  }

  private static String explanation(ChoiceFinished finished) {
    return finished.message() != null
        ? finished.message()
        : "the provider ended the answer with an error of its own";
  }
}
