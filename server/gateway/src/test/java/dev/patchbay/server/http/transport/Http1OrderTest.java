package dev.patchbay.server.http.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.loop.HandLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import org.junit.jupiter.api.Test;

/** What a socket can't be made to do: a read between the end of an answer and the next turn. */
class Http1OrderTest {
  private final HandLoop hand = new HandLoop();
  private final EchoService service = new EchoService();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  private void open() {
    var encoder = new HttpResponseEncoder();
    channel.pipeline().addLast(new StrictRequestDecoder(Limits.DEFAULT), encoder);
    var connection =
        new Http1Connection(
            new Connections(hand.loop()),
            service,
            Limits.DEFAULT,
            true,
            channel.pipeline().context(encoder),
            channel);
    channel.pipeline().addLast(connection);
  }

  private void say(String path) {
    String request = "POST " + path + " HTTP/1.1\r\nhost: h\r\ncontent-length: 0\r\n\r\n";
    channel.writeInbound(Unpooled.copiedBuffer(request, US_ASCII));
  }

  private String said() {
    var said = new StringBuilder();
    for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
      said.append(piece.toString(US_ASCII));
      piece.release();
    }
    return said.toString();
  }

  @Test
  void request_readInTheMomentAfterAnAnswer_waitsForThoseBeforeIt() throws Exception {
    open();
    say("/stream");
    say("/first");
    Exchange stream = service.stream();

    stream.end();
    say("/second");
    hand.turn();

    assertThat(said()).containsSubsequence("POST /first", "POST /second");
  }
}
