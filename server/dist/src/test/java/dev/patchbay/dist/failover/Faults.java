package dev.patchbay.dist.failover;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.support.Conversation;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a provider may do with one request, streamed or not as that asks. Where a fault is one of
 * streams, a request for a whole answer gets the half of it and a closed connection.
 */
final class Faults {
  /** What a prompt takes. */
  static final int INPUT = 7;

  static final Answer.ToolCall TOOL = new Answer.ToolCall("call-2", "look", "{\"at\":1}");

  private static final String TOOL_WHOLE =
      "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"upstream-model\","
          + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":["
          + "{\"id\":\"call-2\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"at\\\":1}\"}}]},"
          + "\"finish_reason\":\"tool_calls\"}],"
          + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":9,\"total_tokens\":16}}";
  private static final String WHOLE_HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n";

  private Faults() {}

  /** Sixty words. */
  static Script right() {
    return words(Words.RIGHT);
  }

  /** Sixty words, and then a connection that is closed without a word. */
  static Script rightOnceThenClosed() {
    return to -> {
      answer(to, Words.RIGHT, 0);
      to.close();
    };
  }

  static Script words(Words words) {
    return to -> answer(to, words, 0);
  }

  /** Goes on from what the request's last message holds, if that is the assistant's. */
  static Script goingOn(Words words) {
    return to -> answer(to, words, words.tokensIn(Asked.of(to).prefill()));
  }

  /** Goes on likewise, for so many tokens, and is cut. */
  static Script cutGoingOn(int tokens) {
    return to -> {
      int from = Words.RIGHT.tokensIn(Asked.of(to).prefill());
      to.head().chunk(Sse.role());
      for (int i = from; i < from + tokens; i++) {
        to.chunk(Sse.text(Words.RIGHT.token(i)));
      }
      to.close();
    };
  }

  /** A whole answer that is shorter. */
  static Script shorter(int tokens) {
    return to -> {
      if (Asked.of(to).isStreamed()) {
        begin(to, tokens).chunk(Sse.finish("stop"));
        to.chunk(Sse.usage(INPUT, tokens)).chunk(Sse.DONE).end();
      } else {
        to.json(200, Sse.whole(Words.RIGHT.text(0, tokens), INPUT, tokens));
      }
    };
  }

  /** The right words, and other ones after so many. */
  static Script turningAfter(int tokens) {
    return streamed(to -> rest(begin(to, tokens), Words.OTHER, tokens));
  }

  static Script status(int status, String message, String... headers) {
    return to -> to.json(status, Sse.error(message), headers);
  }

  /** An error with a body of its own. */
  static Script refusal(int status, String body) {
    return to -> to.json(status, body);
  }

  static Script resets() {
    return Conversation::reset;
  }

  static Script silent() {
    return Conversation::awaitPeerClosed;
  }

  static Script late(Duration firstToken) {
    return to -> answer(to.pause(firstToken), Words.RIGHT, 0);
  }

  static Script cutAfter(int tokens, Cut cut) {
    return streamed(to -> cut.play(begin(to, tokens), Words.RIGHT.token(tokens)));
  }

  /** Cuts, but tells what it took before that. */
  static Script cutAfterItsUsage(int tokens, int input) {
    return to -> begin(to, tokens).chunk(Sse.usage(input, tokens)).close();
  }

  /** Cuts, but says nothing for a while before that. */
  static Script cutLate(int tokens, Duration pause) {
    return streamed(to -> begin(to, tokens).pause(pause).close());
  }

  static Script stallsAfter(int tokens) {
    return streamed(to -> begin(to, tokens).awaitPeerClosed());
  }

  /** Says nothing but comments from then on. */
  static Script commentsAfter(int tokens) {
    return streamed(to -> begin(to, tokens).tick(": still here\n\n"));
  }

  /** One event can't be read; the others are there. */
  static Script garbageAfter(int tokens) {
    return streamed(to -> {
      begin(to, tokens).chunk("data: {\"choices\":[{\"delta\":{\"content\":\"garb\n\n");
      rest(to, Words.RIGHT, tokens);
    });
  }

  static Script errorFrameAfter(int tokens) {
    return streamed(to -> {
      String error = "{\"error\":{\"message\":\"busy\",\"type\":\"server_error\",\"code\":503}}";
      begin(to, tokens).chunk("data: " + error + "\n\n").end();
    });
  }

  /** All is there but [DONE]. */
  static Script withoutDone() {
    return streamed(to -> {
      begin(to, Words.COUNT);
      to.chunk(Sse.finish("stop")).chunk(Sse.usage(INPUT, Words.COUNT)).end();
    });
  }

  /** All is there but [DONE], and nothing more comes. */
  static Script leftOpen() {
    return streamed(to -> {
      begin(to, Words.COUNT);
      to.chunk(Sse.finish("stop")).chunk(Sse.usage(INPUT, Words.COUNT)).awaitPeerClosed();
    });
  }

  static Script finishesTwice() {
    return streamed(to -> {
      begin(to, Words.COUNT).chunk(Sse.finish("stop")).chunk(Sse.finish("length"));
      to.chunk(Sse.usage(INPUT, Words.COUNT)).chunk(Sse.DONE).end();
    });
  }

  /** Every byte of the events in a packet of its own. */
  static Script bytewise() {
    return streamed(to -> {
      to.head();
      for (byte b : events().getBytes(StandardCharsets.UTF_8)) {
        to.chunk(new byte[] {b});
      }
      to.end();
    });
  }

  /** A stream of a length that the body does not reach. */
  static Script shortBody(int tokens) {
    return streamed(to -> {
      String head =
          "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: %d\r\n\r\n";
      int length = events().getBytes(StandardCharsets.UTF_8).length;
      to.raw(head.formatted(length)).raw(Sse.role());
      for (int i = 0; i < tokens; i++) {
        to.raw(Sse.text(Words.RIGHT.token(i)));
      }
      to.close();
    });
  }

  /** A page where an answer should be. */
  static Script page() {
    return to -> {
      String page = "<!doctype html><html><body>Welcome</body></html>";
      String head = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: %d\r\n\r\n";
      to.raw(head.formatted(page.length()) + page);
    };
  }

  /** Calls a tool, and is cut inside its arguments. */
  static Script cutInATool() {
    return streamed(to -> {
      to.head().chunk(Sse.role()).chunk(Sse.tool(0, "call-1", "look", "{\\\"pla"));
      to.chunk(Sse.arguments(0, "ce\\\":")).close();
    });
  }

  /** Makes the call {@link #TOOL}. */
  static Script tool() {
    return to -> {
      if (!Asked.of(to).isStreamed()) {
        to.json(200, TOOL_WHOLE);
        return;
      }
      to.head().chunk(Sse.role()).chunk(Sse.tool(0, "call-2", "look", "{\\\"at\\\":"));
      to.chunk(Sse.arguments(0, "1}")).chunk(Sse.finish("tool_calls"));
      to.chunk(Sse.usage(INPUT, 9)).chunk(Sse.DONE).end();
    };
  }

  private static Script streamed(Script fault) {
    return to -> {
      if (Asked.of(to).isStreamed()) {
        fault.play(to);
      } else {
        half(to);
      }
    };
  }

  private static void half(Conversation to) throws IOException {
    byte[] whole = whole(Words.RIGHT, 0).getBytes(StandardCharsets.UTF_8);
    String half = new String(whole, 0, whole.length / 2, StandardCharsets.UTF_8);
    to.raw(WHOLE_HEAD.formatted(whole.length)).raw(half).close();
  }

  private static void answer(Conversation to, Words words, int from)
      throws IOException, InterruptedException {
    if (from < 0) {
      to.json(500, Sse.error("the last message is no beginning of the answer"));
    } else if (Asked.of(to).isStreamed()) {
      rest(to.head().chunk(Sse.role()), words, from);
    } else {
      to.json(200, whole(words, from));
    }
  }

  private static Conversation begin(Conversation to, int tokens) throws IOException {
    to.head().chunk(Sse.role());
    for (int i = 0; i < tokens; i++) {
      to.chunk(Sse.text(Words.RIGHT.token(i)));
    }
    return to;
  }

  private static void rest(Conversation to, Words words, int from) throws IOException {
    for (int i = from; i < Words.COUNT; i++) {
      to.chunk(Sse.text(words.token(i)));
    }
    to.chunk(Sse.finish("stop")).chunk(Sse.usage(INPUT, Words.COUNT - from)).chunk(Sse.DONE).end();
  }

  private static String whole(Words words, int from) {
    return Sse.whole(words.text(from, Words.COUNT), INPUT, Words.COUNT - from);
  }

  private static String events() {
    var events = new StringBuilder(Sse.role());
    for (int i = 0; i < Words.COUNT; i++) {
      events.append(Sse.text(Words.RIGHT.token(i)));
    }
    return events
        .append(Sse.finish("stop"))
        .append(Sse.usage(INPUT, Words.COUNT))
        .append(Sse.DONE)
        .toString();
  }
}
