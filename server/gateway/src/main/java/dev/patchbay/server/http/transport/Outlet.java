package dev.patchbay.server.http.transport;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** Takes an answer in place of the connection of who asked. On the exchange's loop. */
public interface Outlet {
  void whole(Reply reply);

  /** A stream begins, with status 200. */
  void begin(List<String> headers);

  /** More of the stream, to be sent at once; valid during the call. */
  void piece(ByteBuf bytes);

  /**
   * The stream has ended.
   *
   * @param well whether it is whole; false: it told of an error
   */
  void end(boolean well);

  /** The stream is not whole, and nobody must take it for that. */
  void abort();

  /** Whether more is taken. */
  boolean isReady();
}
