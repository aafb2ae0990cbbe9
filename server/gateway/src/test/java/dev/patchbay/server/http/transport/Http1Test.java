package dev.patchbay.server.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.loop.LoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/1 over real sockets. */
class Http1Test {
  private static final Limits SMALL =
      new Limits(
          256,
          1024,
          4096,
          Duration.ofMillis(200),
          Duration.ofMillis(300),
          Duration.ofSeconds(30),
          Duration.ofMillis(500),
          8);
  private static final String HOST = "host: h\r\n";

  private final LoopGroup loops = new LoopGroup(2);
  private final EchoService service = new EchoService();
  private HttpListener listener = open();

  private HttpListener open() {
    try {
      return HttpListener.open(loops, new InetSocketAddress("127.0.0.1", 0), SMALL, null, service);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private RawCaller caller;

  @BeforeEach
  void connect() throws IOException {
    caller = new RawCaller(listener.address());
  }

  @AfterEach
  void close() throws IOException {
    caller.close();
    listener.close();
    loops.close();
  }

  private static String post(String path, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\n"
        + HOST
        + "content-length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  void request_whole_isAnswered() throws IOException {
    assertThat(caller.say(post("/a", "hello")).answer()).isEqualTo("200 OK|POST /a hello");
  }

  @Test
  void request_afterAnother_isAnsweredOnTheSameConnection() throws IOException {
    for (int i = 0; i < 50; i++) {
      assertThat(caller.say(post("/a", "n" + i)).answer()).isEqualTo("200 OK|POST /a n" + i);
    }
  }

  @Test
  void request_chunked_isPutTogether() throws IOException {
    caller.say("POST /a HTTP/1.1\r\n" + HOST + "transfer-encoding: chunked\r\n\r\n");
    caller.say("3\r\nabc\r\n").say("4\r\ndefg\r\n").say("0\r\n\r\n");

    assertThat(caller.answer()).isEqualTo("200 OK|POST /a abcdefg");
  }

  @Test
  void request_byteByByte_isAnswered() throws IOException {
    for (char c : post("/slow", "x").toCharArray()) {
      caller.say(String.valueOf(c));
    }

    assertThat(caller.answer()).isEqualTo("200 OK|POST /slow x");
  }

  @Test
  void requests_pipelined_areAnsweredInTheirOrder() throws IOException {
    var all = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      all.append(post("/p", Integer.toString(i)));
    }
    caller.say(all.toString());

    for (int i = 0; i < 200; i++) {
      assertThat(caller.answer()).isEqualTo("200 OK|POST /p " + i);
    }
  }

  @Test
  void request_behindARunningStream_waitsForItsEnd() throws Exception {
    caller.say(post("/stream", "")).say(post("/b", "next"));
    Exchange stream = service.stream();
    assertThat(caller.head()).contains("transfer-encoding: chunked");

    stream.loop().execute(() -> write(stream, " end", true));

    assertThat(caller.read("0005\r\nbegin\r\n0004\r\n end\r\n0\r\n\r\n".length()))
        .isEqualTo("0005\r\nbegin\r\n0004\r\n end\r\n0\r\n\r\n");
    assertThat(caller.answer()).isEqualTo("200 OK|POST /b next");
  }

  private static void write(Exchange stream, String text, boolean last) {
    stream.out().writeBytes(text.getBytes(StandardCharsets.UTF_8));
    stream.flush();
    if (last) {
      stream.end();
    }
  }

  @Test
  void stream_largePiece_isOneChunk() throws Exception {
    caller.say(post("/stream", ""));
    Exchange stream = service.stream();
    String large = "x".repeat(70_000);
    caller.head();

    stream.loop().execute(() -> write(stream, large, true));

    assertThat(caller.read(12)).isEqualTo("0005\r\nbegin\r\n".substring(0, 12));
    assertThat(caller.read(1 + "11170\r\n".length() + 70_000 + "\r\n0\r\n\r\n".length()))
        .endsWith("x\r\n0\r\n\r\n");
  }

  @Test
  void stream_http10_endsWithTheConnection() throws Exception {
    caller.say("POST /stream HTTP/1.0\r\ncontent-length: 0\r\n\r\n");
    Exchange stream = service.stream();

    stream.loop().execute(() -> write(stream, " end", true));

    assertThat(caller.rest()).contains("connection: close").endsWith("\r\n\r\nbegin end");
  }

  @Test
  void stream_aborted_isSeenToBeCut() throws Exception {
    caller.say(post("/stream", ""));
    Exchange stream = service.stream();

    stream.loop().execute(stream::abort);

    assertThat(caller.rest()).endsWith("begin\r\n").doesNotContain("\r\n0\r\n");
  }

  @Test
  void stream_callerGone_isToldAtOnce() throws Exception {
    caller.say(post("/stream", ""));
    service.stream();
    caller.close();

    assertThat(service.gone.poll(10, TimeUnit.SECONDS)).isEqualTo("/stream");
  }

  @Test
  void stream_callerDoesNotRead_saysNotReadyAndLaterReady() throws Exception {
    caller.say(post("/stream", ""));
    Exchange stream = service.stream();
    var ready = new CountDownLatch(1);
    int pieces =
        stream
            .loop()
            .events()
            .submit(() -> {
              stream.onReady(ready::countDown);
              int written = 0;
              while (stream.isReady()) {
                stream.out().writeBytes(new byte[8192]);
                stream.flush();
                written++;
              }
              return written;
            })
            .get(10, TimeUnit.SECONDS);
    assertThat(pieces).as("pieces of 8 KiB that were taken").isLessThan(100);

    caller.read(pieces * 8192);

    assertThat(ready.await(10, TimeUnit.SECONDS)).as("told that it takes more again").isTrue();
  }

  @Test
  void head_asked_hasNoBody() throws IOException {
    caller.say("HEAD /a HTTP/1.1\r\n" + HOST + "\r\n").say(post("/b", "next"));

    assertThat(caller.head()).contains("content-length: 8\r\n");
    assertThat(caller.answer()).isEqualTo("200 OK|POST /b next");
  }

  @Test
  void target_absolute_isTaken() throws IOException {
    caller.say("GET http://h/a?q=1 HTTP/1.1\r\n" + HOST + "\r\n");

    assertThat(caller.answer()).isEqualTo("200 OK|GET /a ");
  }

  @Test
  void expectContinue_wantedBody_isAskedFor() throws IOException {
    caller.say("POST /a HTTP/1.1\r\n" + HOST + "expect: 100-continue\r\ncontent-length: 2\r\n\r\n");
    assertThat(caller.head()).startsWith("HTTP/1.1 100 Continue");

    assertThat(caller.say("hi").answer()).isEqualTo("200 OK|POST /a hi");
  }

  @Test
  void expectContinue_unwantedBody_isAnsweredWithoutIt() throws IOException {
    caller.say(
        "POST /early HTTP/1.1\r\n" + HOST + "expect: 100-continue\r\ncontent-length: 2\r\n\r\n");

    assertThat(caller.answer()).isEqualTo("401 Unauthorized|no");
    assertThat(caller.rest()).isEmpty();
  }

  @Test
  void earlyAnswer_smallBody_keepsTheConnection() throws IOException {
    caller.say(post("/early", "unwanted"));
    assertThat(caller.answer()).isEqualTo("401 Unauthorized|no");

    assertThat(caller.say(post("/a", "x")).answer()).isEqualTo("200 OK|POST /a x");
  }

  @Test
  void body_announcedTooLong_isRefusedBeforeItComes() throws IOException {
    caller.say("POST /a HTTP/1.1\r\n" + HOST + "content-length: 4097\r\n\r\n");

    assertThat(caller.answer())
        .startsWith("413 Request Entity Too Large|the body has more than 4096");
    assertThat(caller.rest()).isEmpty();
  }

  @Test
  void body_growsTooLong_isRefused() throws IOException {
    caller.say("POST /a HTTP/1.1\r\n" + HOST + "transfer-encoding: chunked\r\n\r\n");
    caller.say("1000\r\n" + "x".repeat(4096) + "\r\n1\r\ny\r\n");

    assertThat(caller.answer()).startsWith("413 ");
    assertThat(service.gone).containsExactly("/a");
  }

  @Test
  void line_tooLong_isRefused() throws IOException {
    caller.say("GET /" + "x".repeat(300) + " HTTP/1.1\r\n" + HOST + "\r\n");

    assertThat(caller.answer()).startsWith("414 ");
  }

  @Test
  void headers_tooLong_areRefused() throws IOException {
    caller.say("GET /a HTTP/1.1\r\n" + HOST + "x: " + "y".repeat(1100) + "\r\n\r\n");

    assertThat(caller.answer()).startsWith("431 ");
  }

  @Test
  void head_slow_isRefused() throws IOException {
    caller.say("GET /a HTTP/1.1\r\nho");

    assertThat(caller.answer()).startsWith("408 ").contains("the head");
  }

  @Test
  void body_slow_isRefused() throws IOException {
    caller.say("POST /a HTTP/1.1\r\n" + HOST + "content-length: 5\r\n\r\nab");

    assertThat(caller.answer()).startsWith("408 ").contains("the body");
    assertThat(service.gone).containsExactly("/a");
  }

  /** What others have been fooled with: each of it may be read in two ways. */
  static Stream<Arguments> ambiguous() {
    String chunked = "transfer-encoding: chunked\r\n";
    return Stream.of(
        Arguments.of(
            "both lengths",
            "POST / HTTP/1.1\r\n" + HOST + chunked + "content-length: 3\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            "two lengths",
            "POST / HTTP/1.1\r\n" + HOST + "content-length: 3\r\ncontent-length: 4\r\n\r\nabcd"),
        Arguments.of(
            "the same length twice",
            "POST / HTTP/1.1\r\n" + HOST + "content-length: 3\r\ncontent-length: 3\r\n\r\nabc"),
        Arguments.of(
            "list of lengths", "POST / HTTP/1.1\r\n" + HOST + "content-length: 3, 3\r\n\r\nabc"),
        Arguments.of(
            "signed length", "POST / HTTP/1.1\r\n" + HOST + "content-length: +3\r\n\r\nabc"),
        Arguments.of(
            "unknown coding",
            "POST / HTTP/1.1\r\n" + HOST + "transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            "chunked twice", "POST / HTTP/1.1\r\n" + HOST + chunked + chunked + "\r\n0\r\n\r\n"),
        Arguments.of(
            "obscured coding",
            "POST / HTTP/1.1\r\n" + HOST + "transfer-encoding: xchunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            "coding in HTTP/1.0", "POST / HTTP/1.0\r\n" + HOST + chunked + "\r\n0\r\n\r\n"),
        Arguments.of(
            "blank before the colon",
            "POST / HTTP/1.1\r\n" + HOST + "transfer-encoding : chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of("no host", "GET / HTTP/1.1\r\n\r\n"),
        Arguments.of("two hosts", "GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n"),
        Arguments.of("bare line feed", "GET / HTTP/1.1\nhost: h\n\n"),
        Arguments.of(
            "bad chunk length",
            "POST / HTTP/1.1\r\n" + HOST + chunked + "\r\n0x3\r\nabc\r\n0\r\n\r\n"),
        Arguments.of(
            "signed chunk length",
            "POST / HTTP/1.1\r\n" + HOST + chunked + "\r\n-3\r\nabc\r\n0\r\n\r\n"),
        Arguments.of(
            "chunk without its line end",
            "POST / HTTP/1.1\r\n" + HOST + chunked + "\r\n3\r\nabcX0\r\n\r\n"),
        Arguments.of("NUL in a header", "GET / HTTP/1.1\r\n" + HOST + "x: a\0b\r\n\r\n"),
        Arguments.of("no path", "GET h:80 HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("not HTTP", "\u0016\u0003\u0001 hello\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguous")
  void ambiguous_isRefusedAndTheConnectionClosed(String name, String request) throws IOException {
    caller.say(request + "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n");

    String said = caller.rest();
    assertThat(said).as(name).startsWith("HTTP/1.1 400 Bad Request").doesNotContain("smuggled");
  }

  @Test
  void drain_idleConnection_closesAndARunningOneEndsFirst() throws Exception {
    try (var idle = new RawCaller(listener.address())) {
      idle.say(post("/a", "x")).answer();
      caller.say(post("/stream", ""));
      Exchange stream = service.stream();

      listener.drain();

      assertThat(idle.rest()).isEmpty();
      assertThat(listener.awaitEnd(TimeUnit.MILLISECONDS.toNanos(100))).isFalse();
      stream.loop().execute(() -> write(stream, " end", true));
      assertThat(caller.rest()).endsWith("0\r\n\r\n");
      caller.close();
      assertThat(listener.awaitEnd(TimeUnit.SECONDS.toNanos(10))).isTrue();
    }
  }
}
