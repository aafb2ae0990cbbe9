package dev.patchbay.server.upstream;

import dev.patchbay.spi.Outbound;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.ByteBuffer;
import java.util.List;

/** Makes Netty's request out of a provider's. */
final class RequestEncoding {
  private static final AsciiString USER_AGENT = AsciiString.cached("patchbay");

  private RequestEncoding() {}

  static FullHttpRequest of(Upstream upstream, Outbound request, RequestSigning.Headers signature) {
    ByteBuf body = body(request.body());
    // Validated by rejectLineBreaks instead of Netty's slower general check.
    HttpHeaders headers =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newEmptyHeaders();
    headers.set(HttpHeaderNames.HOST, upstream.hostHeader());
    headers.set(HttpHeaderNames.USER_AGENT, USER_AGENT);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
    List<String> given = request.headers();
    for (int i = 0; i < given.size(); i += 2) {
      add(headers, given.get(i), given.get(i + 1));
    }
    signature.forEach((name, value) -> add(headers, name, value));
    return new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1,
        HttpMethod.POST,
        checked(request.target()),
        body,
        headers,
        EmptyHttpHeaders.INSTANCE);
  }

  /** A blank or a line break would end the request line early. */
  private static String checked(String target) {
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) <= ' ' || target.charAt(i) == 0x7F) {
        throw new IllegalArgumentException(
            "the target holds an unescaped blank or control character at " + i);
      }
    }
    return target;
  }

  private static void add(HttpHeaders headers, String name, String value) {
    rejectLineBreaks(name, name);
    rejectLineBreaks(name, value);
    headers.add(name, value);
  }

  /** A configured key with a line break in it must not become a second header. */
  private static void rejectLineBreaks(String name, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        throw new IllegalArgumentException("header " + name.strip() + " holds a line break or NUL");
      }
    }
  }

  private static ByteBuf body(List<ByteBuffer> pieces) {
    if (pieces.size() == 1) {
      return Unpooled.wrappedBuffer(pieces.getFirst());
    }
    return Unpooled.wrappedBuffer(pieces.toArray(ByteBuffer[]::new));
  }
}
