package dev.patchbay.server.http.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes a head ambiguous, and a request therefore refused. */
final class HeadCheck {
  private static final int MOST_HEADERS = 100;

  private HeadCheck() {}

  /** What is wrong with a head of HTTP/1; null: nothing. */
  static @Nullable String problem(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (headers.size() > MOST_HEADERS) {
      return "more than " + MOST_HEADERS + " headers";
    }
    int hosts = headers.getAll(HttpHeaderNames.HOST).size();
    boolean older = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    if (hosts > 1 || (hosts == 0 && !older)) {
      return "host must be there exactly once";
    }
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!codings.isEmpty() && (older || codings.size() > 1 || !isChunked(codings.getFirst()))) {
      return "transfer-encoding must be chunked and nothing else";
    }
    String target = request.uri();
    return target.startsWith("/") || target.startsWith("http://") || target.startsWith("https://")
        ? null
        : "the request target must be a path or a URL";
  }

  private static boolean isChunked(String coding) {
    return coding.strip().equalsIgnoreCase("chunked");
  }
}
