package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.v1.StreamChatResponse;

/** Where the events of a stream go. On the run's loop only. */
interface StreamOutlet {
  /** An event with a number of its own. */
  void send(StreamChatResponse event);

  /** A heartbeat, which says something only to who hears it now. */
  void beat(StreamChatResponse event);

  /** All has been sent. */
  void completed();

  /**
   * There is no more, for this reason.
   *
   * @param contentSent whether output was sent before
   * @param lastSequence the number of the last event; 0: there was none
   */
  void failed(Fault fault, boolean contentSent, long lastSequence);

  /** Whether more is taken. */
  boolean isReady();
}
