package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.spi.ChatEvent;

/** What the candidates of one answer share: the way out and the numbering of blocks. */
interface Answer {
  void say(ChatEvent event);

  int nextBlock();

  /** An id for a call that the service gave none, unique in the conversation. */
  String callId(int block);

  /** The first word of the types of opaque blocks. */
  String provider();
}
