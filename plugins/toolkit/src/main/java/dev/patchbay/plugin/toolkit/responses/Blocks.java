package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.spi.ChatEvent;

/** What the items of one answer share: the way out and the numbering of blocks. */
interface Blocks {
  void say(ChatEvent event);

  int nextBlock();

  /** An id for a call that the host gave none. */
  String callId(int block);
}
