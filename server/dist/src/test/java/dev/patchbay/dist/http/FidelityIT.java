package dev.patchbay.dist.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Conversation;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller and a service of one dialect say arrives as it was said, both ways. */
class FidelityIT {
  private static final AtomicReference<Recording> playing = new AtomicReference<>();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static ScriptedUpstream upstream;
  private static GatewayConfig config;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    upstream = ScriptedUpstream.answering(FidelityIT::play);
    config = new GatewayConfig().withoutRepeats().endpoint("e", upstream).model("m", "e");
    gateway = Gateway.start(config);
  }

  /** Recorded errors open circuits. */
  @BeforeEach
  void beginAnew() throws Exception {
    gateway.beginAnew(config);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private static void play(Conversation to) throws IOException {
    Recording recorded = playing.get();
    if (recorded.streamed()) {
      to.head().chunk(recorded.answer()).end();
    } else {
      to.json(recorded.status(), recorded.answer());
    }
  }

  private static HttpResponse<String> ask(String body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(gateway.http("/v1/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String forModelM(String request) {
    Map<String, Object> members = JsonTree.object(request);
    Object model = members.get("model");
    String name = model instanceof String said ? said : "";
    return request.replaceFirst(
        "\"model\"\\s*:\\s*\"" + Pattern.quote(name) + "\"", "\"model\":\"m\"");
  }

  private static HttpResponse<String> replay(Recording recorded) throws Exception {
    playing.set(recorded);
    return ask(forModelM(recorded.request()));
  }

  static Stream<Recording> asked() throws IOException {
    // Requests of another API, without a model or without messages: the gateway refuses them.
    return Recording.all()
        .filter(recorded ->
            !recorded
                .name()
                .matches(".*(no-messages|gpt56-parallel-tools|err-validation|stream-tgi)"));
  }

  @ParameterizedTest
  @MethodSource("asked")
  void request_recorded_arrivesWhole(Recording recorded) throws Exception {
    replay(recorded);
    String got = upstream.next().request().body();

    Map<String, Object> expected = JsonTree.object(recorded.request());
    expected.put("model", "upstream-model");
    if (new JsonTree.Literal("true").equals(expected.get("stream"))) {
      var options =
          new TreeMap<>(Map.<String, Object>of("include_usage", new JsonTree.Literal("true")));
      if (expected.get("stream_options") instanceof Map<?, ?> own) {
        own.forEach((name, value) -> options.putIfAbsent((String) name, value));
      }
      expected.put("stream_options", options);
    }
    assertThat(withoutDeveloper(JsonTree.of(got))).isEqualTo(withoutDeveloper(expected));
  }

  /** Hosts other than OpenAI don't know the role: it is told to them as system. */
  private static Object withoutDeveloper(Object tree) {
    return switch (tree) {
      case Map<?, ?> members -> {
        var copy = new HashMap<Object, Object>();
        members.forEach((name, value) ->
            copy.put(
                name,
                name.equals("role") && value.equals("developer")
                    ? "system"
                    : withoutDeveloper(value)));
        yield copy;
      }
      case List<?> elements -> elements.stream().map(FidelityIT::withoutDeveloper).toList();
      default -> tree;
    };
  }

  static Stream<Recording> streamed() throws IOException {
    return asked().filter(Recording::streamed);
  }

  @ParameterizedTest
  @MethodSource("streamed")
  void stream_recorded_arrivesChunkByChunk(Recording recorded) throws Exception {
    HttpResponse<String> answer = replay(recorded);
    upstream.next();

    List<Object> said = Recording.frames(recorded.answer()).stream().map(JsonTree::of).toList();
    List<Object> heard = Recording.frames(answer.body()).stream().map(JsonTree::of).toList();
    if (said.stream().anyMatch(frame -> frame instanceof Map<?, ?> m && m.containsKey("error"))) {
      assertThat(answer.body()).contains("\"error\":").doesNotContain("[DONE]");
      return;
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    boolean usageWanted = recorded.request().contains("include_usage");
    assertThat(heard)
        .isEqualTo(said.stream().filter(frame -> usageWanted || !isUsageAlone(frame)).toList());
    assertThat(answer.body()).endsWith("data: [DONE]\n\n");
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
  }

  private static boolean isUsageAlone(Object frame) {
    return frame instanceof Map<?, ?> members
        && List.of().equals(members.get("choices"))
        && members.get("usage") instanceof Map<?, ?>;
  }

  static Stream<Recording> whole() throws IOException {
    return asked().filter(recorded -> !recorded.streamed() && recorded.status() == 200);
  }

  @ParameterizedTest
  @MethodSource("whole")
  void answer_recorded_arrivesByteForByte(Recording recorded) throws Exception {
    HttpResponse<String> answer = replay(recorded);
    upstream.next();

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(recorded.answer());
    assertThat(answer.headers().firstValue("x-patchbay-endpoint")).hasValue("e");
    assertThat(answer.headers().firstValue("x-patchbay-attempts")).hasValue("1");
  }

  static Stream<Recording> refused() throws IOException {
    return asked().filter(recorded -> recorded.status() >= 400);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void error_recorded_isToldInOpenAisShape(Recording recorded) throws Exception {
    HttpResponse<String> answer = replay(recorded);
    upstream.next();

    assertThat(JsonTree.object(answer.body()).get("error"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsOnlyKeys("message", "type", "param", "code", "metadata");
    assertThat(answer.statusCode()).isBetween(400, 599);
    assertThat(answer.headers().firstValue("x-should-retry")).isPresent();
  }

  @Test
  void members_ofAnyKind_surviveBothWays() throws Exception {
    long seed = 20261124;
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      String asked = members(random, 3);
      String told = members(random, 3);
      playing.set(new Recording("random", 200, "", answer(told), false));
      String request =
          "{"
              + asked
              + ",\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\","
              + members(random, 2)
              + "}],"
              + members(random, 2)
              + "}]}";

      HttpResponse<String> heard = ask(request);
      String got = upstream.next().request().body();

      Map<String, Object> expected = JsonTree.object(request);
      expected.put("model", "upstream-model");
      assertThat(JsonTree.of(got)).as("seed %s, request %s", seed, i).isEqualTo(expected);
      assertThat(heard.body()).as("seed %s, answer %s", seed, i).isEqualTo(answer(told));
    }
  }

  private static String answer(String members) {
    String whole = Sse.whole("Hi");
    return whole.substring(0, whole.length() - 1) + "," + members + "}";
  }

  private static String members(Random random, int depth) {
    var members = new ArrayList<String>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      members.add("\"x_" + i + "\" : " + value(random, depth));
    }
    return String.join(" ,\t", members);
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> "null";
      case 1 -> "9007199254740993";
      case 2 -> "1.0";
      case 3 -> "1e2";
      case 4 -> "-0";
      case 5 -> "0.1000000000000000055511151231257827";
      case 6 -> "\"\\u00e9\\ud83d\\ude00 é😀 \\\"\\/\"";
      case 7 -> "{" + members(random, depth - 1) + "}";
      default -> "[" + value(random, depth - 1) + ", " + value(random, depth - 1) + "]";
    };
  }

  @Test
  void ownMembers_neverReachTheService() throws Exception {
    playing.set(new Recording("own", 200, "", Sse.whole("Hi"), false));

    ask(
        "{\"model\":\"m\",\"fallback_enabled\":true,\"patchbay\":{\"only_providers\":[\"openai\"]},"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");

    assertThat(upstream.next().request().body()).doesNotContain("fallback_enabled", "patchbay");
  }

  @Test
  void usage_notAskedFor_isLeftOutThoughTheGatewayAsks() throws Exception {
    playing.set(new Recording("usage", 200, "", String.join("", Sse.answer("Hi")), true));
    String request =
        "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]%s}";

    String without = ask(request.formatted("")).body();
    String with = ask(request.formatted(",\"stream_options\":{\"include_usage\":true}")).body();

    assertThat(without).doesNotContain("\"usage\"").endsWith("data: [DONE]\n\n");
    assertThat(with).contains("\"usage\":{\"prompt_tokens\":7").endsWith("data: [DONE]\n\n");
    upstream.next();
    upstream.next();
  }
}
