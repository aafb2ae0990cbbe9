package dev.patchbay.server.relay;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the caller gets of the attempts' answers. Holds output back until an attempt has won: a
 * streamed call's with its first content, a unary call's with the whole answer. What a losing
 * attempt said is forgotten.
 */
final class Delivery {
  /** More without any content is no answer. */
  private static final int MOST_HELD = 4096;

  private static final int MOST_HELD_BYTES = 256 * 1024;

  private final Caller caller;
  private final Watch watch;
  private final boolean stream;
  private final Runnable onWin;
  private final List<ChatEvent> held = new ArrayList<>(4);
  private final List<byte[]> heldFrames = new ArrayList<>(0);
  private int heldBytes;
  private final TokenEstimate estimate = new TokenEstimate();
  private final SpentUsage spent = new SpentUsage();
  private Blocks blocks = new Blocks(this::deliver);
  private boolean framed;
  private boolean flowing;
  private boolean stopped;

  /**
   * @param onWin told just before the first output leaves
   */
  Delivery(Caller caller, Watch watch, boolean stream, Runnable onWin) {
    this.caller = caller;
    this.watch = watch;
    this.stream = stream;
    this.onWin = onWin;
  }

  void attemptBegins() {
    forget();
    blocks = new Blocks(this::deliver);
    spent.nextAttempt();
  }

  /** Whether the attempt's frames go to the caller. */
  void framed(boolean value) {
    framed = value;
  }

  /** Whether output has left. */
  boolean isFlowing() {
    return flowing;
  }

  /** Takes an event of the running attempt. */
  void accept(ChatEvent event) {
    blocks.accept(event);
  }

  /** Takes the bytes of the last events. */
  void frame(byte[] buffer, int offset, int length) {
    if (stopped || !framed) {
      return;
    }
    if (flowing) {
      watch.said();
      caller.frame(buffer, offset, length);
      return;
    }
    heldBytes += length;
    heldFrames.add(Arrays.copyOfRange(buffer, offset, offset + length));
    checkHeld();
  }

  void used(Usage usage) {
    spent.told(usage);
    if (flowing && !stopped) {
      caller.event(ChatEvent.used(spent.total()));
    }
  }

  /** Whether attempts that failed have used anything. */
  boolean isUsageOwed() {
    Usage total = spent.total();
    return total.input() + total.output() > 0;
  }

  /** The attempt's answer is whole. */
  void complete(ChatEvent completed) {
    blocks.accept(completed);
    win();
  }

  /** Lets nothing more out. */
  void stop() {
    stopped = true;
    forget();
  }

  private void forget() {
    held.clear();
    heldFrames.clear();
    heldBytes = 0;
  }

  /**
   * Whether the provider told no usage, so that it has to be guessed. What failed before any output
   * is not billed.
   */
  boolean isUsageGuessed() {
    return flowing && !spent.isTold();
  }

  Usage usage(ChatCall call) {
    return isUsageGuessed() ? SpentUsage.sum(spent.total(), estimate.usage(call)) : spent.total();
  }

  /** From the blocks: in order and numbered. */
  private void deliver(ChatEvent event) {
    if (stopped) {
      return;
    }
    boolean content = isContent(event);
    if (content) {
      watch.progressed();
      estimate.count(event);
    }
    if (flowing) {
      watch.said();
      caller.event(event);
    } else {
      held.add(event);
      if (content && stream) {
        win();
      } else {
        checkHeld();
      }
    }
  }

  private void checkHeld() {
    if (stream && (held.size() > MOST_HELD || heldBytes > MOST_HELD_BYTES)) {
      throw new Blocks.OrderException("it says much and no content");
    }
  }

  /** What makes an attempt win: not a head, not a comment, not an empty role. */
  private static boolean isContent(ChatEvent event) {
    return switch (event) {
      case ChatEvent.Delta delta -> !delta.text().isEmpty();
      case ChatEvent.Opaque opaque -> true;
      case ChatEvent.BlockStarted start -> start.kind() == BlockKind.TOOL_CALL;
      default -> false;
    };
  }

  private void win() {
    if (flowing || stopped) {
      return;
    }
    onWin.run();
    flowing = true;
    watch.said();
    if (stream && spent.isTold()) {
      held.addFirst(ChatEvent.used(spent.total()));
    }
    List<ChatEvent> released = List.copyOf(held);
    List<byte[]> frames = List.copyOf(heldFrames);
    forget();
    for (ChatEvent event : released) {
      // A caller may leave in the middle of being told.
      if (!stopped) {
        caller.event(event);
      }
    }
    for (byte[] frame : frames) {
      if (!stopped) {
        caller.frame(frame, 0, frame.length);
      }
    }
  }
}
