package dev.patchbay.server.http.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;

/** The way back to an {@link Outlet}. */
final class OutletWire implements Wire {
  private static final int FIRST_BYTES = 512;

  private final Outlet outlet;

  OutletWire(Outlet outlet) {
    this.outlet = outlet;
  }

  @Override
  public void whole(Reply reply) {
    outlet.whole(reply);
  }

  @Override
  public void head(List<String> headers) {
    outlet.begin(headers);
  }

  @Override
  public ByteBuf buffer() {
    return PooledByteBufAllocator.DEFAULT.buffer(FIRST_BYTES);
  }

  @Override
  public int filled(ByteBuf buffer) {
    return buffer.readableBytes();
  }

  @Override
  public void piece(ByteBuf buffer) {
    try {
      outlet.piece(buffer);
    } finally {
      buffer.release();
    }
  }

  @Override
  public void end() {
    outlet.end(true);
  }

  @Override
  public void endInError() {
    outlet.end(false);
  }

  @Override
  public void abort() {
    outlet.abort();
  }

  @Override
  public boolean isWritable() {
    return outlet.isReady();
  }
}
