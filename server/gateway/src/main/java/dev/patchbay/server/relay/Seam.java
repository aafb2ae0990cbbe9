package dev.patchbay.server.relay;

import dev.patchbay.spi.ChatEvent;
import java.util.function.Consumer;

/**
 * Joins a further attempt's answer to what was delivered: keeps away what the caller has already,
 * and gives out the rest under the numbers that the caller knows.
 */
sealed interface Seam permits PrefillSeam, RestartSeam {
  /** How far it is. */
  enum State {
    /** Nothing new has come yet. */
    WAITING,
    /** The answers are one. */
    JOINED,
    /** The new answer is another one. */
    APART
  }

  /**
   * Takes an event of the attempt, whose blocks are numbered from 0.
   *
   * @param out takes what is new
   */
  State accept(ChatEvent event, Consumer<ChatEvent> out);
}
