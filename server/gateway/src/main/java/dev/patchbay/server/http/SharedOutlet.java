package dev.patchbay.server.http;

import dev.patchbay.server.http.transport.Outlet;
import dev.patchbay.server.http.transport.Reply;
import dev.patchbay.server.replay.SharedAnswer;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Takes a whole answer for all who wait for it. */
final class SharedOutlet implements Outlet {
  private static final int OK = 200;

  private final SharedAnswer<Reply, Reply> shared;

  SharedOutlet(SharedAnswer<Reply, Reply> shared) {
    this.shared = shared;
  }

  @Override
  public void whole(Reply reply) {
    if (reply.status() == OK) {
      shared.answered(reply);
    } else {
      shared.failed(reply);
    }
  }

  @Override
  public void begin(List<String> headers) {
    throw new IllegalStateException("a stream was answered to who asked for none");
  }

  @Override
  public void piece(ByteBuf bytes) {}

  @Override
  public void end(boolean well) {}

  @Override
  public void abort() {}

  @Override
  public boolean isReady() {
    return true;
  }
}
