package dev.patchbay.server.http.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Echoes bodies; what its paths do besides is in {@link #taken}. */
final class EchoService implements Service {
  /** Streams whose end the test says. */
  final BlockingQueue<Exchange> streams = new LinkedBlockingQueue<>();

  /** What callers that went away left. */
  final BlockingQueue<String> gone = new LinkedBlockingQueue<>();

  @Override
  public @Nullable BodyTaker head(Exchange exchange) {
    if (exchange.path().equals("/early")) {
      exchange.reply(Reply.of(401, "text/plain", "no".getBytes(UTF_8)));
      return null;
    }
    exchange.onGone(() -> gone.add(exchange.path()));
    return body -> taken(exchange, body);
  }

  private void taken(Exchange exchange, byte[] body) {
    if (exchange.path().equals("/stream")) {
      exchange.begin(List.of("content-type", "text/plain"));
      exchange.out().writeBytes("begin".getBytes(UTF_8));
      exchange.flush();
      streams.add(exchange);
      return;
    }
    String text = exchange.method() + " " + exchange.path() + " " + new String(body, UTF_8);
    exchange.reply(Reply.of(200, "text/plain", text.getBytes(UTF_8)));
  }

  Exchange stream() throws InterruptedException {
    Exchange begun = streams.poll(10, TimeUnit.SECONDS);
    if (begun == null) {
      throw new AssertionError("no stream began");
    }
    return begun;
  }

  @Override
  public Reply refused(int status, String message) {
    return Reply.of(status, "text/plain", message.getBytes(UTF_8));
  }
}
