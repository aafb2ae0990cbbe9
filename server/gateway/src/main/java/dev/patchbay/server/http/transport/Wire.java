package dev.patchbay.server.http.transport;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** The way back to one caller, in one version of HTTP. */
interface Wire {
  void whole(Reply reply);

  void head(List<String> headers);

  /** A buffer for {@link #piece}. */
  ByteBuf buffer();

  /** How many bytes of content have been written to a buffer of {@link #buffer}. */
  int filled(ByteBuf buffer);

  /** Sends content and takes the buffer over. */
  void piece(ByteBuf buffer);

  void end();

  /** As {@link #end}; what was sent told of an error. */
  default void endInError() {
    end();
  }

  void abort();

  boolean isWritable();
}
