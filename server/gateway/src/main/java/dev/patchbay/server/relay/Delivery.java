package dev.patchbay.server.relay;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;

/**
 * What the caller gets of the attempts' answers. Holds output back until an attempt has won: a
 * streamed call's with its first content, a unary call's with the whole answer. What a losing
 * attempt said is forgotten.
 */
final class Delivery {
  private final Caller caller;
  private final Watch watch;
  private final boolean stream;
  private final Runnable onWin;
  private final List<ChatEvent> held = new ArrayList<>(4);
  private final TokenEstimate estimate = new TokenEstimate();
  private final SpentUsage spent = new SpentUsage();
  private Blocks blocks = new Blocks(this::deliver);
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
    held.clear();
    blocks = new Blocks(this::deliver);
    spent.nextAttempt();
  }

  /** Whether output has left. */
  boolean isFlowing() {
    return flowing;
  }

  /** Takes an event of the running attempt. */
  void accept(ChatEvent event) {
    blocks.accept(event);
  }

  void used(Usage usage) {
    spent.told(usage);
    if (flowing && !stopped) {
      caller.event(ChatEvent.used(spent.total()));
    }
  }

  /** The attempt's answer is whole. */
  void complete(ChatEvent completed) {
    blocks.accept(completed);
    win();
  }

  /** Lets nothing more out. */
  void stop() {
    stopped = true;
    held.clear();
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
      }
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
    held.clear();
    for (ChatEvent event : released) {
      // A caller may leave in the middle of being told.
      if (!stopped) {
        caller.event(event);
      }
    }
  }
}
