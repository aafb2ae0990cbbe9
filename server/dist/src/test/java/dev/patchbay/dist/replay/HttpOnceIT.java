package dev.patchbay.dist.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.HttpCaller;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.UpstreamSocket;
import dev.patchbay.dist.support.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A request with an id runs once, over HTTP, in each dialect. */
class HttpOnceIT {
  private static final Map<String, String> ONE = Map.of("idempotency-key", "one");
  private static final Script HELLO = to -> to.json(200, Sse.whole("Hello"));
  private static final Script VECTORS = to -> to.json(200, Vectors.listed(new float[] {1, 2}));
  private static final Script STREAM = to -> to.stream(Sse.answer("Hello"));
  private static final Script BAD = to -> to.json(400, Sse.error("no such thing"));

  /** What is asked, where. */
  enum Kind {
    CHAT("/v1/chat/completions", "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"),
    MESSAGES(
        "/v1/messages", "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"),
    RESPONSES("/v1/responses", "\"input\":\"Hi\""),
    EMBEDDINGS("/v1/embeddings", "\"input\":\"Hi\"");

    private final String path;
    private final String members;

    Kind(String path, String members) {
      this.path = path;
      this.members = members;
    }

    Script right() {
      return this == EMBEDDINGS ? VECTORS : HELLO;
    }

    HttpCaller open(Gateway gateway, boolean stream, Map<String, String> headers, String more)
        throws IOException {
      String streamed = stream ? ",\"stream\":true" : "";
      String body = "{\"model\":\"m\"," + members + streamed + more + "}";
      return HttpCaller.post(gateway.http(path), headers, body);
    }

    Answer ask(Gateway gateway, Map<String, String> headers, String more) throws IOException {
      return Answer.of(open(gateway, false, headers, more));
    }

    Answer ask(Gateway gateway) throws IOException {
      return ask(gateway, ONE, "");
    }

    Answer stream(Gateway gateway) throws IOException {
      return Answer.of(open(gateway, true, ONE, ""));
    }
  }

  /** A whole answer, whose connection is closed. */
  record Answer(HttpCaller caller, int status, String body) {
    static Answer of(HttpCaller caller) throws IOException {
      try (caller) {
        return new Answer(caller, caller.status(), caller.body());
      }
    }

    @Nullable String header(String name) throws IOException {
      return caller.header(name);
    }

    boolean isReplayed() throws IOException {
      return "true".equals(header("x-patchbay-replayed"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void post_sameRequestAfterItsAnswer_getsTheSameBytesUnderItsOwnName(Kind kind) throws Exception {
    try (var upstream = ScriptedUpstream.answering(kind.right(), BAD);
        var gateway = Gateway.over(upstream)) {
      Answer first = kind.ask(gateway);
      Answer again =
          kind.ask(gateway, Map.of("idempotency-key", "one", "x-request-id", "again"), "");

      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.status()).isEqualTo(200);
      assertThat(first.isReplayed()).isFalse();
      assertThat(again.isReplayed()).isTrue();
      assertThat(again.header("x-patchbay-endpoint")).isEqualTo("first");
      assertThat(again.header("x-request-id")).isEqualTo("again");
      assertThat(again.header("content-type")).isEqualTo(first.header("content-type"));
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "EMBEDDINGS")
  void post_sameStreamAfterItsEnd_getsTheSameBytes(Kind kind) throws Exception {
    try (var upstream = ScriptedUpstream.answering(STREAM, BAD);
        var gateway = Gateway.over(upstream)) {
      Answer first = kind.stream(gateway);
      Answer again = kind.stream(gateway);

      assertThat(again.body()).isEqualTo(first.body()).contains("Hello");
      assertThat(again.isReplayed()).isTrue();
      assertThat(again.header("content-type")).startsWith("text/event-stream");
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @Test
  void post_sameRequestFromManyConnectionsAtOnce_runsOnce() throws Exception {
    var latch = new CountDownLatch(1);
    try (var upstream = ScriptedUpstream.answering(to -> HELLO.play(to.await(latch)), BAD);
        var gateway = Gateway.over(upstream)) {
      var callers = new ArrayList<HttpCaller>();
      for (int i = 0; i < 16; i++) {
        callers.add(Kind.CHAT.open(gateway, false, ONE, ""));
      }
      latch.countDown();
      var answers = new ArrayList<Answer>();
      for (HttpCaller caller : callers) {
        answers.add(Answer.of(caller));
      }

      int replayed = 0;
      for (Answer answer : answers) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(answers.getFirst().body());
        replayed += answer.isReplayed() ? 1 : 0;
      }
      assertThat(replayed).isEqualTo(answers.size() - 1);
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @Test
  void post_firstCallerLeaves_theOtherGetsTheAnswer() throws Exception {
    var latch = new CountDownLatch(1);
    try (var upstream = ScriptedUpstream.answering(to -> HELLO.play(to.await(latch)), BAD);
        var gateway = Gateway.over(upstream)) {
      HttpCaller first = Kind.CHAT.open(gateway, false, ONE, "");
      UpstreamSocket socket = upstream.next().socket();
      // A deadline tells when it waits: the one who came second fails by it alone.
      var hasty = Map.of("idempotency-key", "one", "x-patchbay-timeout", "200ms");
      assertThat(Kind.CHAT.ask(gateway, hasty, "").status()).isEqualTo(504);
      HttpCaller second = Kind.CHAT.open(gateway, false, ONE, "");
      assertThat(Kind.CHAT.ask(gateway, hasty, "").status()).isEqualTo(504);
      first.close();
      assertThat(Kind.CHAT.ask(gateway, hasty, "").status()).isEqualTo(504);
      assertThat(socket.isPeerClosed()).isFalse();
      latch.countDown();

      assertThat(Answer.of(second).body()).contains("Hello");
    }
  }

  @Test
  void post_allCallersLeave_stopsTheProvider() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway = Gateway.over(upstream)) {
      HttpCaller first = Kind.CHAT.open(gateway, false, ONE, "");
      UpstreamSocket socket = upstream.next().socket();
      HttpCaller second = Kind.CHAT.open(gateway, false, ONE, "");
      first.close();
      second.close();

      assertThat(socket.peerClosedAt()).isPositive();
    }
  }

  @Test
  void post_sameStreamWhileItRuns_isToldToComeBack() throws Exception {
    var latch = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.answering(to ->
                to.head()
                    .chunk(Sse.text("Hello"))
                    .await(latch)
                    .chunk(Sse.finish("stop"))
                    .chunk(Sse.DONE)
                    .end());
        var gateway = Gateway.over(upstream);
        HttpCaller first = Kind.CHAT.open(gateway, true, ONE, "")) {
      assertThat(first.line()).contains("Hello");

      Answer second = Kind.CHAT.stream(gateway);

      assertThat(second.status()).isEqualTo(409);
      assertThat(second.header("retry-after")).isEqualTo("1");
      assertThat(second.header("x-should-retry")).isEqualTo("true");
      assertThat(second.body()).contains("REQUEST_IN_PROGRESS");
      latch.countDown();
      assertThat(first.body()).contains("[DONE]");
      assertThat(Kind.CHAT.stream(gateway).isReplayed()).isTrue();
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @Test
  void post_streamWhoseCallerLeft_isStoppedAndForgotten() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.head().chunk(Sse.role()).tick(Sse.text("Hello")), STREAM);
        var gateway = Gateway.over(upstream)) {
      HttpCaller first = Kind.CHAT.open(gateway, true, ONE, "");
      assertThat(first.line()).contains("data");
      first.close();

      assertThat(upstream.next().socket().peerClosedAt()).isPositive();
      Answer again = Kind.CHAT.stream(gateway);
      assertThat(again.body()).contains("[DONE]");
      assertThat(again.isReplayed()).isFalse();
    }
  }

  @Test
  void post_streamThatBrokeOff_isForgotten() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.head().chunk(Sse.role()).chunk(Sse.text("Hel")).reset(), STREAM);
        var gateway = Gateway.over(upstream)) {
      assertThat(Kind.CHAT.stream(gateway).body()).contains("STREAM_INTERRUPTED");

      assertThat(Kind.CHAT.stream(gateway).body()).contains("Hello").contains("[DONE]");
    }
  }

  @Test
  void post_streamTooLargeToKeep_isNotRunAgainAndSaysSo() throws Exception {
    String piece = "x".repeat(16 * 1024);
    try (var upstream =
            ScriptedUpstream.answering(to -> {
              to.head().chunk(Sse.role());
              for (int i = 0; i < 70; i++) {
                to.chunk(Sse.text(piece));
              }
              to.chunk(Sse.finish("stop")).chunk(Sse.DONE).end();
            });
        var gateway = Gateway.over(upstream)) {
      assertThat(Kind.CHAT.stream(gateway).body()).contains("[DONE]");

      Answer again = Kind.CHAT.stream(gateway);

      assertThat(again.status()).isEqualTo(410);
      assertThat(again.body()).contains("RESUME_EXPIRED");
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @Test
  void post_runThatFails_isForgotten() throws Exception {
    try (var upstream = ScriptedUpstream.answering(BAD, HELLO);
        var gateway = Gateway.over(upstream)) {
      assertThat(Kind.CHAT.ask(gateway).status()).isEqualTo(400);

      Answer again = Kind.CHAT.ask(gateway);

      assertThat(again.status()).isEqualTo(200);
      assertThat(again.isReplayed()).isFalse();
    }
  }

  @Test
  void post_sameIdForAnotherRequest_isAConflict() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = Gateway.over(upstream)) {
      assertThat(Kind.CHAT.ask(gateway).status()).isEqualTo(200);

      Answer other = Kind.CHAT.ask(gateway, ONE, ",\"temperature\":0.5");

      assertThat(other.status()).isEqualTo(409);
      assertThat(other.header("x-should-retry")).isEqualTo("false");
      assertThat(other.body()).contains("IDEMPOTENCY_CONFLICT").contains("idempotency_conflict");
      assertThat(upstream.arrived()).isEqualTo(1);
    }
  }

  @Test
  void post_idInTheBody_isTheSameId() throws Exception {
    String member = ",\"patchbay\":{\"request_id\":\"one\"}";
    try (var upstream = ScriptedUpstream.answering(HELLO, BAD);
        var gateway = Gateway.over(upstream)) {
      assertThat(Kind.CHAT.ask(gateway, Map.of(), member).status()).isEqualTo(200);

      assertThat(Kind.CHAT.ask(gateway, ONE, member).isReplayed()).isTrue();
    }
  }

  @Test
  void post_badId_isRefused() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = Gateway.over(upstream)) {
      String member = ",\"patchbay\":{\"request_id\":\"%s\"}";
      List<Answer> refused =
          List.of(
              Kind.CHAT.ask(gateway, ONE, member.formatted("two")),
              Kind.CHAT.ask(gateway, Map.of("idempotency-key", "i".repeat(129)), ""),
              Kind.CHAT.ask(gateway, Map.of(), member.formatted("i".repeat(129))));

      for (Answer answer : refused) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("INVALID_REQUEST");
      }
      assertThat(upstream.arrived()).isZero();
    }
  }

  @Test
  void post_sameIdOfAnotherKey_isAnotherRequest() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(HELLO, to -> to.json(200, Sse.whole("Good day")));
        var gateway = Callers.withKeys(upstream)) {
      assertThat(as(gateway, Callers.ANN).body()).contains("Hello");
      assertThat(as(gateway, Callers.BOB).body()).contains("Good day");
      assertThat(as(gateway, Callers.ANN).body()).contains("Hello");
      assertThat(upstream.arrived()).isEqualTo(2);
    }
  }

  private static Answer as(Gateway gateway, String key) throws IOException {
    return Kind.CHAT.ask(
        gateway, Map.of("idempotency-key", "one", "authorization", "Bearer " + key), "");
  }
}
