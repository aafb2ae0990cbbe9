package dev.patchbay.server.relay;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ResponseFormat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What has left of an answer, so that another attempt can be joined to it. Lost, and of no further
 * use, once something has left that can't be made good: a tool call, a signed or opaque part, or
 * more than is kept.
 */
final class Transcript {
  private static final int MOST_CHARACTERS = 1 << 20;

  /** A block, as far as it was delivered. */
  static final class Block {
    final BlockKind kind;
    final int choice;
    final StringBuilder text = new StringBuilder();
    boolean ended;

    private Block(BlockKind kind, int choice) {
      this.kind = kind;
      this.choice = choice;
    }
  }

  private final List<Block> blocks = new ArrayList<>(2);
  private final BitSet finished = new BitSet();
  private int base;
  private int characters;
  private boolean lost;

  /** Whether an answer to such a call can be joined at all. */
  static boolean suits(ChatCall call) {
    return call.format() == null || call.format() instanceof ResponseFormat.Text;
  }

  /** Notes what leaves. */
  void note(ChatEvent event) {
    if (lost) {
      return;
    }
    switch (event) {
      case ChatEvent.Delta delta -> text(delta);
      case ChatEvent.BlockStarted started -> {
        blocks.add(new Block(started.kind(), started.choice()));
        lost = started.kind() == BlockKind.TOOL_CALL || started.kind() == BlockKind.OPAQUE;
      }
      case ChatEvent.BlockEnded ended -> {
        block(ended.block()).ended = true;
        lost = ended.signature() != null;
      }
      case ChatEvent.ChoiceFinished end -> finished.set(end.choice());
      default -> {}
    }
    if (lost) {
      blocks.clear();
    }
  }

  private void text(ChatEvent.Delta delta) {
    block(delta.block()).text.append(delta.text());
    characters += delta.text().length();
    lost = characters > MOST_CHARACTERS;
  }

  private Block block(int number) {
    return blocks.get(number - base);
  }

  boolean isLost() {
    return lost;
  }

  /** The caller was told to drop all of it. */
  void drop() {
    base += blocks.size();
    blocks.clear();
    finished.clear();
    characters = 0;
  }

  /** What was delivered and still counts. */
  List<Block> blocks() {
    return blocks;
  }

  boolean isFinished(int choice) {
    return finished.get(choice);
  }

  int finished() {
    return finished.cardinality();
  }

  /** The number that the caller knows the first block under. */
  int base() {
    return base;
  }

  /** Whether a model could go on writing: one answer, and its last block is text that is open. */
  boolean isOpenText() {
    if (lost || blocks.isEmpty() || !finished.isEmpty()) {
      return false;
    }
    Block last = blocks.getLast();
    return last.kind == BlockKind.TEXT
        && !last.ended
        && !last.text.isEmpty()
        && blocks.stream().allMatch(Transcript::isProse);
  }

  private static boolean isProse(Block block) {
    return block.choice == 0 && (block.kind == BlockKind.TEXT || block.kind == BlockKind.REASONING);
  }

  /** The answer's text so far. */
  String text() {
    var text = new StringBuilder();
    for (Block block : blocks) {
      if (block.kind == BlockKind.TEXT) {
        text.append(block.text);
      }
    }
    return text.toString();
  }
}
