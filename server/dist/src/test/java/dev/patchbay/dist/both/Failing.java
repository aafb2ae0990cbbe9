package dev.patchbay.dist.both;

import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A way in which an endpoint fails before any output.
 *
 * @param told what the caller hears where no other endpoint can help
 * @param asked of which ways
 */
record Failing(String name, Script script, Told told, Predicate<Way> asked) {
  private static final String HEAD = "HTTP/1.1 200 OK\r\ncontent-type: %s\r\n%s\r\n";
  private static final String STREAM =
      HEAD.formatted("text/event-stream", "transfer-encoding: chunked\r\n");
  private static final String WHOLE = Sse.whole("Hello");
  private static final String HALF = WHOLE.substring(0, WHOLE.length() / 2);

  private static final List<Failing> ALWAYS =
      List.of(
          status(429, Told.PROVIDER_RATE_LIMITED),
          status(500, Told.PROVIDER_ERROR),
          status(502, Told.PROVIDER_ERROR),
          status(503, Told.PROVIDER_OVERLOADED),
          status(504, Told.PROVIDER_TIMEOUT),
          status(529, Told.PROVIDER_OVERLOADED),
          status(401, Told.PROVIDER_AUTH_FAILED),
          status(403, Told.PROVIDER_AUTH_FAILED),
          status(404, Told.NO_HEALTHY_ENDPOINT),
          always("closed without an answer", to -> to.close(), Told.PROVIDER_ERROR),
          always("reset without an answer", to -> to.reset(), Told.PROVIDER_ERROR),
          always("cut in the head", to -> to.raw("HTTP/1.1 200 O").close(), Told.PROVIDER_ERROR),
          always("no HTTP", to -> to.raw("SSH-2.0-X\r\n\r\n"), Told.PROVIDER_BAD_RESPONSE),
          always("a page", to -> to.json(200, "<html></html>"), Told.PROVIDER_BAD_RESPONSE),
          always("a redirect", to -> to.json(302, "", "location: /x"), Told.PROVIDER_BAD_RESPONSE));

  private static final List<Failing> STREAMED =
      List.of(
          streamed("cut", to -> to.head().chunk(Sse.role()).close(), Told.PROVIDER_ERROR),
          streamed("no [DONE]", to -> to.stream(Sse.role()), Told.PROVIDER_ERROR),
          streamed("error frame", to -> to.stream(errorFrame()), Told.PROVIDER_OVERLOADED),
          streamed("garbage", to -> to.stream("data: {\"ch\n\n"), Told.PROVIDER_BAD_RESPONSE),
          streamed("bad chunk", to -> to.raw(STREAM + "zz\r\n"), Told.PROVIDER_ERROR));

  private static final List<Failing> UNARY =
      List.of(
          whole("short", to -> to.raw(length() + HALF).close(), Told.PROVIDER_ERROR),
          whole("reset", to -> to.raw(length() + HALF).reset(), Told.PROVIDER_ERROR),
          whole("cut chunk", to -> to.raw(chunk() + HALF).close(), Told.PROVIDER_ERROR),
          whole("last chunk", to -> to.raw(chunk() + WHOLE + "\r\n").close(), Told.PROVIDER_ERROR),
          whole(
              "half, as if whole",
              to -> to.raw(HEAD.formatted("application/json", "") + HALF).close(),
              Told.PROVIDER_BAD_RESPONSE));

  /** Every failing through every way in which it can happen. */
  static Stream<Arguments> rows() {
    return Stream.of(ALWAYS, STREAMED, UNARY)
        .flatMap(List::stream)
        .flatMap(failing ->
            Arrays.stream(Way.values())
                .filter(failing.asked())
                .map(way -> Arguments.of(way, failing)));
  }

  /** An error inside a stream. */
  static String errorFrame() {
    return "data: {\"error\":{\"message\":\"busy\",\"type\":\"server_error\",\"code\":503}}\n\n";
  }

  private static String length() {
    return HEAD.formatted("application/json", "content-length: " + WHOLE.length() + "\r\n");
  }

  /** The head and the start of a chunk that holds the whole answer. */
  private static String chunk() {
    String head = HEAD.formatted("application/json", "transfer-encoding: chunked\r\n");
    return head + Integer.toHexString(WHOLE.length()) + "\r\n";
  }

  private static Failing status(int status, Told told) {
    return always("" + status, to -> to.json(status, Sse.error("told so")), told);
  }

  private static Failing always(String name, Script script, Told told) {
    return new Failing(name, script, told, way -> true);
  }

  private static Failing streamed(String name, Script script, Told told) {
    return new Failing("stream: " + name, script, told, Way::isStreamed);
  }

  private static Failing whole(String name, Script script, Told told) {
    return new Failing("whole: " + name, script, told, way -> !way.isStreamed());
  }

  @Override
  public String toString() {
    return name;
  }
}
