package dev.patchbay.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Route;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A caller of a stream of server-sent events. The head leaves with the first content, or with the
 * first heartbeat, which does not know yet who will answer.
 */
public abstract class StreamAnswering extends Answering {
  private static final byte[] DATA = "data: ".getBytes(US_ASCII);
  private static final byte[] END = "\n\n".getBytes(US_ASCII);
  private @Nullable Route served;
  private boolean headSent;
  private boolean wayUntold;

  protected StreamAnswering(HttpCall call) {
    super(call);
  }

  /** Writes a sign of life. */
  protected abstract void writeHeartbeat(ByteBuf out);

  /** Writes what ends a whole answer. */
  protected abstract void writeEnd(Outcome outcome);

  /** Writes an error after the stream has begun. */
  protected abstract void writeError(Problem problem);

  /** Content comes; the head has been sent. */
  protected abstract void contentBegins(Route route, boolean framed);

  @Override
  public final void begins(Route route, boolean framed) {
    served = route;
    if (headSent) {
      wayUntold = true;
    } else {
      sendHead(way(route));
    }
    contentBegins(route, framed);
  }

  /** Who answers; only after content has begun. */
  protected final Route served() {
    if (served == null) {
      throw new IllegalStateException("no content has begun");
    }
    return served;
  }

  /** Whether the first chunk must tell of the way, since the head could not; true once. */
  protected final boolean takeWayUntold() {
    boolean untold = wayUntold;
    wayUntold = false;
    return untold;
  }

  @Override
  public final void heartbeat(Duration elapsed, Phase phase) {
    if (!headSent) {
      sendHead(warnings());
    }
    writeHeartbeat(out());
  }

  private void sendHead(List<String> more) {
    headSent = true;
    var all = new ArrayList<>(more);
    all.add("cache-control");
    all.add("no-cache");
    call().exchange().begin(call().headers("text/event-stream; charset=utf-8", all));
  }

  protected final ByteBuf out() {
    return call().exchange().out();
  }

  /** Begins an event's data; {@link #endData} ends it. */
  protected final ByteBuf beginData() {
    return out().writeBytes(DATA);
  }

  protected static void endData(ByteBuf out) {
    out.writeBytes(END);
  }

  /** The member {@code patchbay}: what the head could not tell. */
  protected final byte[] wayMember() {
    Route route = served();
    var json = new JsonWriter().name("patchbay").beginObject();
    json.name("endpoint").string(route.endpoint()).name("attempts").number(route.attempt());
    json.name("model").string(route.model().name());
    return json.endObject().bytes();
  }

  /**
   * Writes a service's own JSON object as an event's data, with the way in it if it is untold. Data
   * must stay on one line; line ends stand between JSON's tokens only.
   */
  protected final void writeFrame(ByteBuf out, byte[] buffer, int offset, int length) {
    int from = offset;
    if (takeWayUntold()) {
      from = Math.min(offset + length, after(buffer, offset, length));
      out.writeByte('{').writeBytes(wayMember()).writeByte(',');
    }
    int to = offset + length;
    for (int i = from; i < to; i++) {
      if (buffer[i] == '\n' || buffer[i] == '\r') {
        out.writeBytes(buffer, from, i - from).writeByte(' ');
        from = i + 1;
      }
    }
    out.writeBytes(buffer, from, to - from);
  }

  private static int after(byte[] buffer, int offset, int length) {
    int at = offset;
    while (at < offset + length && buffer[at] != '{') {
      at++;
    }
    return at + 1;
  }

  @Override
  public final void completed(Outcome outcome) {
    writeEnd(outcome);
    call().exchange().end();
  }

  @Override
  public final void failed(Fault fault, Outcome outcome) {
    if (!headSent) {
      call().fail(fault);
      return;
    }
    writeError(Problem.of(fault));
    call().exchange().endInError();
  }

  @Override
  public final boolean isReady() {
    return call().exchange().isReady();
  }

  @Override
  public final void flush() {
    call().exchange().flush();
  }
}
