package dev.patchbay.server.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.loop.LoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller is told that breaks HTTP/2's rules: by the right code, not by a silent end. */
class Http2ErrorsTest {
  private final LoopGroup loops = new LoopGroup(1);
  private final HttpListener listener = open();

  private HttpListener open() {
    try {
      return HttpListener.open(
          loops, new InetSocketAddress("127.0.0.1", 0), Limits.DEFAULT, null, new EchoService());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() {
    listener.close();
    loops.close();
  }

  @Test
  void request_whole_isAnswered() throws IOException {
    try (var caller = new RawFrames(listener.address())) {
      caller.headers(1, "method POST", "scheme http", "path /a").data(1, "hello", true);

      assertThat(caller.firstOf(RawFrames.DATA)).isEqualTo("DATA 1 POST /a hello");
    }
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("no method", new String[] {"scheme http", "path /a"}),
        Arguments.of("no scheme", new String[] {"method POST", "path /a"}),
        Arguments.of("no path", new String[] {"method POST", "scheme http"}),
        Arguments.of(
            "another length",
            new String[] {"method POST", "scheme http", "path /a", "content-length 1"}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void request_malformed_isResetAndTheConnectionServesOn(String name, String[] headers)
      throws IOException {
    try (var caller = new RawFrames(listener.address())) {
      caller.headers(1, headers).data(1, "hello", true);
      assertThat(caller.firstOf(RawFrames.RESET)).as(name).isEqualTo("RST_STREAM 1 PROTOCOL_ERROR");

      caller.headers(3, "method POST", "scheme http", "path /b").data(3, "next", true);
      assertThat(caller.firstOf(RawFrames.DATA)).as(name).isEqualTo("DATA 3 POST /b next");
    }
  }

  @Test
  void request_ofAHeadWithoutAMethod_isReset() throws IOException {
    try (var caller = new RawFrames(listener.address())) {
      caller.lastHeaders(1, "scheme http", "path /a");

      assertThat(caller.firstOf(RawFrames.RESET)).isEqualTo("RST_STREAM 1 PROTOCOL_ERROR");
    }
  }

  @Test
  void windowOfAStream_overflowing_resetsTheStreamWithItsCode() throws IOException {
    try (var caller = new RawFrames(listener.address())) {
      caller.headers(1, "method POST", "scheme http", "path /a");
      caller.window(1, Integer.MAX_VALUE).window(1, Integer.MAX_VALUE);

      assertThat(caller.firstOf(RawFrames.RESET)).isEqualTo("RST_STREAM 1 FLOW_CONTROL_ERROR");
    }
  }

  @Test
  void windowOfAConnection_overflowing_endsTheConnectionWithItsCode() throws IOException {
    try (var caller = new RawFrames(listener.address())) {
      caller.window(0, Integer.MAX_VALUE).window(0, Integer.MAX_VALUE);

      assertThat(caller.firstOf(RawFrames.GOAWAY)).isEqualTo("GOAWAY 0 FLOW_CONTROL_ERROR");
    }
  }
}
