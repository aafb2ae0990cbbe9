package dev.patchbay.server.http.transport;

import dev.patchbay.server.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and the way back. On its loop only.
 *
 * <p>An answer is either {@link #reply whole} or a stream: {@link #begin}, any number of {@link
 * #out} with {@link #flush}, then {@link #end}, {@link #endInError} or {@link #abort}. After its
 * end, or after the caller has gone, nothing that is said does anything.
 */
public final class Exchange {
  /** Bytes in hand that are sent without waiting for the end of a turn. */
  private static final int FLUSH_BYTES = 16 * 1024;

  private final Loop loop;
  private final Wire wire;
  private final Asked asked;
  private @Nullable ByteBuf pending;
  private boolean answered;
  private boolean over;
  private Runnable gone = () -> {};
  private Runnable ready = () -> {};

  /** The request's head, and whether it comes from this machine. */
  private record Asked(String method, String path, HttpHeaders headers, boolean local) {}

  Exchange(Loop loop, Wire wire, String method, String target, HttpHeaders headers, boolean local) {
    this(loop, wire, new Asked(method, pathOf(target), headers, local));
  }

  private Exchange(Loop loop, Wire wire, Asked asked) {
    this.loop = loop;
    this.wire = wire;
    this.asked = asked;
  }

  /**
   * The same request with another way back. Whoever takes the answer says what becomes of its
   * callers: {@link #tellGone}, {@link #tellReady}.
   */
  public Exchange over(Outlet outlet) {
    return new Exchange(loop, new OutletWire(outlet), asked);
  }

  private static String pathOf(String target) {
    if (target.startsWith("/")) {
      int query = target.indexOf('?');
      return query < 0 ? target : target.substring(0, query);
    }
    // Absolute form, which a server must take (RFC 9112, 3.2.2).
    String path = URI.create(target).getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  public Loop loop() {
    return loop;
  }

  public String method() {
    return asked.method();
  }

  /** As it was sent, without the query. */
  public String path() {
    return asked.path();
  }

  /** The first header of this name; null: there is none. */
  public @Nullable String header(CharSequence name) {
    return asked.headers().get(name);
  }

  /** Every header of this name. */
  public List<String> headers(CharSequence name) {
    return asked.headers().getAll(name);
  }

  /** Whether the caller is on this machine. */
  public boolean isLocal() {
    return asked.local();
  }

  /** Called once if the caller goes before the answer has ended. */
  public void onGone(Runnable listener) {
    gone = listener;
  }

  /** Called whenever the caller takes more again after {@link #isReady} said no. */
  public void onReady(Runnable listener) {
    ready = listener;
  }

  /** The whole answer. */
  public void reply(Reply reply) {
    if (!answered && !over) {
      answered = true;
      over = true;
      wire.whole(reply);
    }
  }

  /** Opens a stream with status 200. */
  public void begin(List<String> answerHeaders) {
    if (!answered && !over) {
      answered = true;
      wire.head(answerHeaders);
    }
  }

  /** Whether an answer has begun. */
  public boolean isAnswered() {
    return answered;
  }

  /** Whether nothing can be said any more. */
  public boolean isOver() {
    return over;
  }

  /** Where the next bytes of the stream are written to; leaves with the next {@link #flush}. */
  public ByteBuf out() {
    ByteBuf buffer = pending;
    if (buffer == null) {
      buffer = wire.buffer();
      pending = buffer;
    } else if (wire.filled(buffer) >= FLUSH_BYTES) {
      flush();
      return out();
    }
    return buffer;
  }

  /** Sends what was written. */
  public void flush() {
    ByteBuf buffer = pending;
    pending = null;
    if (buffer == null) {
      return;
    }
    if (over || wire.filled(buffer) == 0) {
      buffer.release();
    } else {
      wire.piece(buffer);
    }
  }

  /** The stream is whole. */
  public void end() {
    if (!over) {
      flush();
      over = true;
      wire.end();
    }
  }

  /** The stream has told its caller that it is not whole. */
  public void endInError() {
    if (!over) {
      flush();
      over = true;
      wire.endInError();
    }
  }

  /** The stream is not whole, and the caller must not take it for that. */
  public void abort() {
    if (!over) {
      flush();
      over = true;
      wire.abort();
    }
  }

  /** Whether the caller takes more. */
  public boolean isReady() {
    return wire.isWritable();
  }

  /** Whoever the answer was for is gone. */
  public void tellGone() {
    boolean first = !over;
    over = true;
    flush();
    if (first) {
      gone.run();
    }
  }

  /** Whoever the answer is for takes more again. */
  public void tellReady() {
    if (!over) {
      ready.run();
    }
  }
}
