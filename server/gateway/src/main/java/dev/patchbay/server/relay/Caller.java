package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.spi.ChatEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A door's side of one chat. Called on the call's loop only, in this order: {@link #opened} once;
 * {@link #heartbeat}, {@link #rerouted} and {@link #warned} any number of times; {@link #begins}
 * once and after it {@link #event}, {@link #frame}, {@link #rerouted} and {@link #heartbeat} any
 * number of times; then one of {@link #completed} and {@link #failed}. {@link #failed} may also
 * come alone. After {@link ChatRun#cancel} nothing more is said.
 */
public interface Caller {
  /**
   * The answer begins, or the first heartbeat is due. Only now may anything leave for the caller.
   */
  void opened(Opening opening);

  /**
   * Content comes.
   *
   * @param route whose content it is
   * @param framed whether the service speaks the caller's dialect, so that what the events say is
   *     also told in the service's own words, by {@link #frame}
   */
  default void begins(Route route, boolean framed) {}

  /**
   * The service's own words for the last events, in the caller's dialect: one JSON object, valid
   * during the call.
   */
  default void frame(byte[] buffer, int offset, int length) {}

  /**
   * Whether it can go on without frames after it has begun with them, as it must when another
   * attempt is joined to the answer.
   */
  default boolean canLeaveFrames() {
    return false;
  }

  /**
   * Content: every event but {@code Started}, {@code Completed} and {@code Failed}. Blocks are
   * numbered from 0 without gaps. {@code Metadata} comes at most once, just before {@link
   * #completed}, and tells of the attempt that has answered alone.
   */
  void event(ChatEvent event);

  /** Nothing was sent for a while. */
  void heartbeat(Duration elapsed, Phase phase);

  /** Another attempt goes on, after the opening. */
  void rerouted(Rerouting rerouting);

  /** What a target can't honour was left out, after the opening. */
  void warned(List<String> dropped);

  void completed(Outcome outcome);

  void failed(Fault fault, Outcome outcome);

  /**
   * Whether the caller takes more; false stops reading upstream until {@link ChatRun#callerReady}.
   */
  boolean isReady();

  /** Nothing more is in hand: the time to flush what was said. */
  void flush();

  /** What a call waits for. */
  enum Phase {
    CONNECTING,
    /** A pause before a target is asked again. */
    WAITING_RETRY,
    WAITING_FIRST_TOKEN,
    GENERATING
  }

  /** What it means for the output that was delivered when another attempt goes on. */
  enum Effect {
    /** None had been. */
    NO_OUTPUT_LOST,
    /** It stands, and the same text goes on as if nothing had happened. No more frames come. */
    UNSEEN,
    /** It stands; another attempt writes on where it ended. No more frames come. */
    CONTINUED,
    /** It is void; said only to callers who asked for it. No more frames come. */
    RESTARTED
  }

  /**
   * Another attempt goes on.
   *
   * @param failed the attempt before it; null: it has not failed, but was slower
   * @param firstBlock with {@link Effect#RESTARTED}: the number of the first block that counts
   */
  record Rerouting(Route route, @Nullable FailedAttempt failed, Effect effect, int firstBlock) {}

  /**
   * What is known when an answer begins.
   *
   * @param dropped paths of what the target can't honour and what was therefore left out
   * @param timeLimit the limit in force, counted from the call's start
   */
  record Opening(
      Route route, List<FailedAttempt> failed, List<String> dropped, Duration timeLimit) {}
}
