package dev.patchbay.server.http.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** Watches whether a caller reads what was written for it. */
final class SentBytes {
  private final Channel channel;
  private long before;
  private long stuckSince;

  SentBytes(Channel channel) {
    this.channel = channel;
  }

  /** Whether anything waits to be read. */
  boolean isWaiting() {
    return waiting() > 0;
  }

  /** For how long nothing was read of what waits; asked now and then. */
  long stuck(long now) {
    long waiting = waiting();
    if (waiting == 0 || waiting < before || before == 0) {
      stuckSince = now;
    }
    before = waiting;
    return now - stuckSince;
  }

  private long waiting() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }
}
