package dev.patchbay.server.http.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.server.loop.HandLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange without a connection, which notes what is answered. */
public final class RecordedExchange {
  private final StringBuilder text = new StringBuilder();
  private final Exchange exchange;
  private @Nullable Reply reply;
  private @Nullable List<String> head;
  private boolean ended;

  public RecordedExchange(String method, String path) {
    exchange =
        new Exchange(
            new HandLoop().loop(), new Noting(), method, path, new DefaultHttpHeaders(), true);
  }

  public Exchange exchange() {
    return exchange;
  }

  /** The whole answer. */
  public Reply reply() {
    if (reply == null) {
      throw new AssertionError("there is no whole answer");
    }
    return reply;
  }

  /** The headers of the stream. */
  public List<String> head() {
    if (head == null) {
      throw new AssertionError("no stream has begun");
    }
    return head;
  }

  /** The stream so far. */
  public String text() {
    exchange.flush();
    return text.toString();
  }

  public boolean isEnded() {
    return ended;
  }

  private final class Noting implements Wire {
    @Override
    public void whole(Reply whole) {
      reply = whole;
    }

    @Override
    public void head(List<String> headers) {
      head = headers;
    }

    @Override
    public ByteBuf buffer() {
      return Unpooled.buffer();
    }

    @Override
    public int filled(ByteBuf buffer) {
      return buffer.readableBytes();
    }

    @Override
    public void piece(ByteBuf buffer) {
      text.append(buffer.toString(UTF_8));
      buffer.release();
    }

    @Override
    public void end() {
      ended = true;
    }

    @Override
    public void abort() {
      throw new AssertionError("aborted");
    }

    @Override
    public boolean isWritable() {
      return true;
    }
  }
}
