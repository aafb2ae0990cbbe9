package dev.patchbay.dist.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.http.DoorStream.Event;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.UpstreamSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses and Messages over a service that speaks neither: the same holds at both doors. */
class DoorsIT {
  private static final String STREAM = ",\"stream\":true";
  private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(100);

  private static URI at(Gateway gateway, CallersDoor door) {
    return gateway.http(door.path);
  }

  private static String text(CallersDoor door, List<Event> events) {
    var text = new StringBuilder();
    for (Event event : events) {
      if (event.name().equals(door.deltaEvent)) {
        text.append(door.text(event.data()));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @EnumSource
  void whole_text_isAnsweredWithTheWayAndItsUsage(CallersDoor door) throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> to.json(200, Sse.whole("Hel\\u00e9")));
        var gateway = Gateway.over(upstream)) {
      HttpResponse<String> answer = DoorStream.whole(at(gateway, door), door.asking("hi", ""));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"text\":\"Helé\"");
      assertThat(JsonTree.member(JsonTree.object(answer.body()), "usage"))
          .containsEntry("input_tokens", new JsonTree.Literal("7"))
          .containsEntry("output_tokens", new JsonTree.Literal("2"));
      assertThat(answer.headers().firstValue("x-patchbay-endpoint")).contains("first");
      assertThat(answer.headers().firstValue("x-patchbay-attempts")).contains("1");
      assertThat(upstream.next().request().body())
          .contains("\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void stream_text_comesAsItComesAndEndsWhole(CallersDoor door) throws Exception {
    var go = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.answering(to -> {
              to.head().chunk(Sse.role() + Sse.text("Hel")).await(go);
              to.chunk(Sse.text("lo") + Sse.finish("stop") + Sse.usage(7, 2) + Sse.DONE).end();
            });
        var gateway = Gateway.over(upstream);
        var stream = DoorStream.open(at(gateway, door), door.asking("hi", STREAM))) {
      assertThat(door.text(stream.next(door.deltaEvent).data())).isEqualTo("Hel");
      go.countDown();
      List<Event> rest = stream.rest();

      assertThat(text(door, rest)).isEqualTo("lo");
      assertThat(rest.getLast().name()).isEqualTo(door.lastEvent);
      assertThat(rest.toString()).contains("input_tokens=Literal[text=7]");
      assertThat(stream.header("content-type")).startsWith("text/event-stream");
      assertThat(stream.header("x-patchbay-endpoint")).isEqualTo("first");
    }
  }

  @ParameterizedTest
  @EnumSource
  void stream_parallelTools_comeWholeUnderTheirNames(CallersDoor door) throws Exception {
    String[] answer = {
      Sse.tool(0, "c1", "add", ""),
      Sse.arguments(0, "{\\\"a\\\":"),
      Sse.arguments(0, "1}"),
      Sse.tool(1, "c2", "mul", "{}"),
      Sse.finish("tool_calls"),
      Sse.usage(7, 2),
      Sse.DONE
    };
    try (var upstream = ScriptedUpstream.answering(to -> to.stream(answer));
        var gateway = Gateway.over(upstream);
        var stream =
            DoorStream.open(
                at(gateway, door), door.asking("hi", STREAM + door.tools("add", "mul")))) {
      List<Event> events = stream.rest();

      assertThat(calls(door, events)).containsExactly("c1 add {\"a\":1}", "c2 mul {}");
      assertThat(events.getLast().name()).isEqualTo(door.lastEvent);
      assertThat(upstream.next().request().body())
          .contains("{\"type\":\"function\",\"function\":{\"name\":\"mul\"");
    }
  }

  /** Calls as a client puts them together that keeps each under its index. */
  private static List<String> calls(CallersDoor door, List<Event> events) {
    return events.stream().flatMap(event -> call(door, event, events)).toList();
  }

  private static Stream<String> call(CallersDoor door, Event event, List<Event> all) {
    if (door == CallersDoor.RESPONSES) {
      if (!event.name().equals("response.output_item.done")) {
        return Stream.of();
      }
      Map<String, Object> item = JsonTree.member(event.data(), "item");
      return Stream.of(item.get("call_id") + " " + item.get("name") + " " + item.get("arguments"));
    }
    if (!event.name().equals("content_block_start")) {
      return Stream.of();
    }
    var input = new StringBuilder();
    for (Event other : all) {
      boolean more = other.name().equals("content_block_delta");
      if (more && Objects.equals(event.data().get("index"), other.data().get("index"))) {
        input.append(JsonTree.member(other.data(), "delta").get("partial_json"));
      }
    }
    Map<String, Object> block = JsonTree.member(event.data(), "content_block");
    return Stream.of(block.get("id") + " " + block.get("name") + " " + input);
  }

  static Stream<Arguments> failures() {
    return Stream.of(CallersDoor.values())
        .flatMap(door ->
            Stream.of(
                Arguments.of(door, 400, 400, "INVALID_REQUEST"),
                Arguments.of(door, 401, 502, "PROVIDER_AUTH_FAILED"),
                Arguments.of(door, 429, 429, "PROVIDER_RATE_LIMITED"),
                Arguments.of(door, 500, 502, "PROVIDER_ERROR"),
                Arguments.of(door, 503, 503, "PROVIDER_OVERLOADED")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void error_beforeOutput_isAStatusInTheDialectsShape(
      CallersDoor door, int theirs, int ours, String reason) throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> to.json(theirs, Sse.error("oops")));
        var gateway = Gateway.over(upstream)) {
      for (String more : List.of("", STREAM)) {
        HttpResponse<String> answer = DoorStream.whole(at(gateway, door), door.asking("hi", more));

        assertError(door, answer, ours, reason);
        assertThat(answer.body()).contains("oops");
        assertThat(answer.headers().firstValue("x-should-retry"))
            .contains(Boolean.toString(ours == 429 || theirs >= 500));
      }
    }
  }

  private static void assertError(
      CallersDoor door, HttpResponse<String> answer, int status, String reason) {
    assertThat(answer.statusCode()).isEqualTo(status);
    Map<String, Object> error = JsonTree.member(JsonTree.object(answer.body()), "error");
    assertThat(error).containsEntry("type", door.errorOf(status));
    assertThat(JsonTree.member(error, "metadata")).containsEntry("reason", reason);
  }

  @ParameterizedTest
  @EnumSource
  void error_noTokenInTime_isATimeout(CallersDoor door) throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway = Gateway.over(upstream, "first-token: 300ms")) {
      HttpResponse<String> answer = DoorStream.whole(at(gateway, door), door.asking("hi", STREAM));

      assertError(door, answer, 504, "PROVIDER_TIMEOUT");
    }
  }

  @ParameterizedTest
  @EnumSource
  void error_ofTheRequest_reachesNoService(CallersDoor door) throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway = Gateway.over(upstream)) {
      URI at = at(gateway, door);

      assertError(
          door,
          DoorStream.whole(at, door.asking("hi", "").replace("\"m\"", "\"no\"")),
          404,
          "MODEL_NOT_FOUND");
      assertError(
          door,
          DoorStream.whole(at, door.asking("hi", ",\"temperature\":7")),
          400,
          "INVALID_REQUEST");
      assertThat(upstream.arrived()).isZero();
    }
  }

  @Test
  void error_atAPathBelowMessages_isAnthropics() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway = Gateway.over(upstream)) {
      HttpResponse<String> answer =
          DoorStream.whole(gateway.http("/v1/messages/count_tokens"), "{}");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body())
          .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",");
    }
  }

  @ParameterizedTest
  @EnumSource
  void stream_failsBeforeContent_goesOnElsewhereUnseen(CallersDoor door) throws Exception {
    try (var first = ScriptedUpstream.answering(to -> to.json(500, Sse.error("oops")));
        var second = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(first, second);
        var stream = DoorStream.open(at(gateway, door), door.asking("hi", STREAM))) {
      assertThat(text(door, stream.rest())).isEqualTo("Hello");
      assertThat(stream.header("x-patchbay-endpoint")).isEqualTo("second");
      assertThat(stream.header("x-patchbay-attempts")).isEqualTo("2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void stream_cutAfterContent_isAnErrorAndNotTheEnd(CallersDoor door) throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> to.head().chunk(Sse.text("Hel")).close());
        var gateway = Gateway.over(upstream);
        var stream = DoorStream.open(at(gateway, door), door.asking("hi", STREAM))) {
      List<Event> events = stream.rest();
      List<String> names = events.stream().map(Event::name).toList();

      assertThat(text(door, events)).isEqualTo("Hel");
      assertThat(names).contains("error").doesNotContain(door.lastEvent, "response.incomplete");
      Event error = events.get(names.indexOf("error"));
      assertThat(JsonTree.member(JsonTree.member(error.data(), "error"), "metadata"))
          .containsEntry("reason", "STREAM_INTERRUPTED");
      assertThat(names.getLast())
          .isEqualTo(door == CallersDoor.RESPONSES ? "response.failed" : "error");
    }
  }

  @ParameterizedTest
  @EnumSource
  void stream_leftInTheMiddle_stopsTheService(CallersDoor door) throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.stream(Sse.answer("warm")),
                to -> to.head().chunk(Sse.text("Hel")).awaitPeerClosed());
        var gateway = Gateway.over(upstream)) {
      try (var warm = DoorStream.open(at(gateway, door), door.asking("hi", STREAM))) {
        warm.rest();
        upstream.next();
      }
      var stream = DoorStream.open(at(gateway, door), door.asking("hi", STREAM));
      stream.next(door.deltaEvent);
      UpstreamSocket socket = upstream.next().socket();
      long left = System.nanoTime();
      stream.close();

      assertThat(socket.peerClosedAt() - left).as("ns to the close").isLessThan(LIMIT);
    }
  }

  @Test
  void stream_silentService_isToldOfAtBothDoors() throws Exception {
    var go = new CountDownLatch(1);
    try (var upstream = ScriptedUpstream.answering(to -> to.await(go).stream(Sse.answer("Hi")));
        var gateway = Gateway.over(upstream, "first-token: 30s")) {
      CallersDoor first = CallersDoor.RESPONSES;
      CallersDoor second = CallersDoor.MESSAGES;
      // A stream is opened by its first sign of life, so both have to wait at once.
      var opening = CompletableFuture.supplyAsync(() -> opened(gateway, second));
      try (var responses = opened(gateway, first);
          var messages = opening.get()) {
        assertThat(responses.next()).isEqualTo(new Event(": still here", Map.of()));
        assertThat(messages.next()).isEqualTo(new Event("ping", Map.of("type", "ping")));
        go.countDown();

        assertThat(responses.header("x-patchbay-endpoint")).isEmpty();
        assertThat(JsonTree.member(responses.next("response.created").data(), "patchbay"))
            .containsEntry("endpoint", "first");
        assertThat(JsonTree.member(messages.next("message_start").data(), "patchbay"))
            .containsEntry("endpoint", "first");
        assertThat(text(first, responses.rest())).isEqualTo("Hi");
        assertThat(text(second, messages.rest())).isEqualTo("Hi");
      }
    }
  }

  private static DoorStream opened(Gateway gateway, CallersDoor door) {
    try {
      return DoorStream.open(at(gateway, door), door.asking("hi", STREAM));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
