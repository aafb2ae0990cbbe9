package dev.patchbay.server.http;

import dev.patchbay.server.http.transport.Exchange;
import dev.patchbay.server.http.transport.Outlet;
import dev.patchbay.server.http.transport.Reply;
import dev.patchbay.server.replay.SharedAnswer;
import dev.patchbay.server.replay.Shelf;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes a stream on to its caller and notes it, so that it can be sent again once it is whole. */
final class RecordingOutlet implements Outlet {
  private final Exchange caller;
  private final SharedAnswer<Reply, Reply> shared;
  private List<String> head = List.of();

  /** What was sent; null: it was too much to be kept. */
  private @Nullable ByteArrayOutputStream record = new ByteArrayOutputStream();

  RecordingOutlet(Exchange caller, SharedAnswer<Reply, Reply> shared) {
    this.caller = caller;
    this.shared = shared;
  }

  @Override
  public void whole(Reply reply) {
    shared.failed(reply);
    caller.reply(reply);
  }

  @Override
  public void begin(List<String> headers) {
    head = List.copyOf(headers);
    caller.begin(headers);
  }

  @Override
  public void piece(ByteBuf bytes) {
    note(bytes);
    caller.out().writeBytes(bytes);
    caller.flush();
  }

  private void note(ByteBuf bytes) {
    int length = bytes.readableBytes();
    if (record == null || record.size() + length > Shelf.CALL_BYTES) {
      record = null;
      return;
    }
    byte[] copy = new byte[length];
    bytes.getBytes(bytes.readerIndex(), copy);
    record.writeBytes(copy);
  }

  @Override
  public void end(boolean well) {
    if (!well) {
      shared.failed(new Reply(200, head, new byte[0]));
      caller.endInError();
      return;
    }
    if (record == null) {
      shared.answeredTooMuch();
    } else {
      shared.answered(new Reply(200, head, record.toByteArray()));
    }
    caller.end();
  }

  @Override
  public void abort() {
    shared.abandon();
    caller.abort();
  }

  @Override
  public boolean isReady() {
    return caller.isReady();
  }
}
