package dev.patchbay.plugin.oci;

import dev.patchbay.spi.ChatEvent;

/** What the choices of one answer share: the way out and the numbering of blocks. */
interface Answer {
  void say(ChatEvent event);

  int nextBlock();

  /** An id for a call that the service gave none, unique in the conversation. */
  String callId(int block);

  /** Refuses an answer with a senseless number of choices or calls. */
  void bound(int count);
}
