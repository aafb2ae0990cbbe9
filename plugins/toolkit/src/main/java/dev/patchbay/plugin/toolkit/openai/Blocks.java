package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.spi.ChatEvent;

/** What the choices of one answer share: the way out and the numbering of blocks. */
interface Blocks {
  void say(ChatEvent event);

  int nextBlock();

  /** An id for a call that the host gave none, unique in the conversation. */
  String callId(int block);

  /** The first word of the types of opaque blocks. */
  String provider();

  /** Refuses an answer with a senseless number of choices or calls. */
  void bound(int count);
}
