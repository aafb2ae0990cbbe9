package dev.patchbay.server.relay;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockEnded;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.BlockStarted;
import dev.patchbay.spi.ChatEvent.Delta;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an answer's blocks in order: numbers them from 0 without gaps, whatever numbers the
 * provider uses, refuses events that break the order, and lets a delta end between code points only
 * (half a surrogate pair waits for its other half).
 */
final class Blocks {
  /** More is no answer. */
  private static final int MAX_BLOCKS = 4096;

  /** A provider broke the order of events. */
  static final class OrderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OrderException(String message) {
      super(message, null, false, false);
    }
  }

  private static final class Block {
    final int number;
    final BlockKind kind;
    final int choice;
    boolean filled;
    boolean ended;
    char waiting;

    Block(int number, BlockStarted started) {
      this.number = number;
      this.kind = started.kind();
      this.choice = started.choice();
    }
  }

  private final List<@Nullable Block> byProviderNumber = new ArrayList<>(4);
  private final Set<Integer> finishedChoices = new HashSet<>(2);
  private final Consumer<ChatEvent> out;
  private int next;
  private int open;

  Blocks(Consumer<ChatEvent> out) {
    this.out = out;
  }

  /** Takes an event of the provider's and gives out none, one or two. */
  void accept(ChatEvent event) {
    switch (event) {
      case Delta delta -> delta(delta);
      case BlockStarted started -> start(started);
      case BlockEnded ended -> end(ended);
      case ChatEvent.Opaque opaque -> opaque(opaque);
      case ChatEvent.Annotated annotated ->
          out.accept(ChatEvent.annotated(number(annotated.block()), annotated.annotation()));
      case ChatEvent.ChoiceFinished finished -> finish(finished);
      case ChatEvent.Completed completed -> complete();
      case ChatEvent.Started s -> {}
      case ChatEvent.Used u -> {}
      case ChatEvent.Metadata m -> {}
      case ChatEvent.Failed f -> {}
    }
  }

  private void start(BlockStarted started) {
    if (isFinished(started.choice())) {
      throw new OrderException("choice " + started.choice() + " has finished, but a block starts");
    }
    int given = started.block();
    if (given < 0 || given >= MAX_BLOCKS) {
      throw new OrderException("block number " + given + " is not in 0 to " + (MAX_BLOCKS - 1));
    }
    while (byProviderNumber.size() <= given) {
      byProviderNumber.add(null);
    }
    if (byProviderNumber.get(given) != null) {
      throw new OrderException("block " + given + " is started twice");
    }
    var block = new Block(next++, started);
    byProviderNumber.set(given, block);
    open++;
    out.accept(
        block.number == given
            ? started
            : new BlockStarted(
                block.number, started.choice(), started.kind(), started.callId(), started.name()));
  }

  private void delta(Delta delta) {
    Block block = known(delta.block());
    if (block.kind != delta.kind() || block.kind == BlockKind.OPAQUE) {
      throw new OrderException(
          "block " + delta.block() + " is " + block.kind + ", but a delta is " + delta.kind());
    }
    String text = delta.text();
    if (block.waiting == 0 && !endsInHalf(text)) {
      out.accept(block.number == delta.block() ? delta : renumbered(block, delta, text));
      return;
    }
    if (block.waiting != 0) {
      text = block.waiting + text;
      block.waiting = 0;
    }
    if (endsInHalf(text)) {
      block.waiting = text.charAt(text.length() - 1);
      text = text.substring(0, text.length() - 1);
    }
    if (!text.isEmpty() || !delta.logprobs().isEmpty()) {
      out.accept(renumbered(block, delta, text));
    }
  }

  private static boolean endsInHalf(String text) {
    return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
  }

  private static Delta renumbered(Block block, Delta delta, String text) {
    return new Delta(block.number, delta.kind(), text, delta.logprobs());
  }

  private void opaque(ChatEvent.Opaque whole) {
    Block block = known(whole.block());
    if (block.kind != BlockKind.OPAQUE || block.filled) {
      throw new OrderException(
          "block "
              + whole.block()
              + (block.filled ? " has its content already" : " is " + block.kind)
              + ", but an opaque one comes");
    }
    block.filled = true;
    out.accept(ChatEvent.opaque(block.number, whole.type(), whole.json()));
  }

  private void finish(ChatEvent.ChoiceFinished finished) {
    int choice = finished.choice();
    if (isFinished(choice)) {
      throw new OrderException("choice " + choice + " finishes twice");
    }
    for (Block block : byProviderNumber) {
      if (block != null && block.choice == choice && !block.ended) {
        throw new OrderException("choice " + choice + " finishes while a block of it is open");
      }
    }
    finishedChoices.add(choice);
    out.accept(finished);
  }

  private boolean isFinished(int choice) {
    return finishedChoices.contains(choice);
  }

  private void end(BlockEnded ended) {
    Block block = known(ended.block());
    if (block.kind == BlockKind.OPAQUE && !block.filled) {
      throw new OrderException("opaque block " + ended.block() + " ends without its content");
    }
    if (block.waiting != 0) {
      out.accept(ChatEvent.delta(block.number, block.kind, "\uFFFD"));
    }
    block.ended = true;
    open--;
    out.accept(
        block.number == ended.block()
            ? ended
            : ChatEvent.blockEnded(block.number, ended.signature()));
  }

  private void complete() {
    if (open > 0) {
      throw new OrderException("completed while " + open + " blocks are open");
    }
    if (finishedChoices.isEmpty()) {
      throw new OrderException("completed without any finished choice");
    }
    for (Block block : byProviderNumber) {
      if (block != null && !isFinished(block.choice)) {
        throw new OrderException("completed though choice " + block.choice + " has not finished");
      }
    }
  }

  private Block known(int given) {
    Block block =
        given >= 0 && given < byProviderNumber.size() ? byProviderNumber.get(given) : null;
    if (block == null || block.ended) {
      throw new OrderException(
          "block " + given + (block == null ? " was not started" : " has ended"));
    }
    return block;
  }

  /** The number of a block that may have ended. */
  private int number(int given) {
    Block block =
        given >= 0 && given < byProviderNumber.size() ? byProviderNumber.get(given) : null;
    if (block == null) {
      throw new OrderException("block " + given + " was not started");
    }
    return block.number;
  }
}
