package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.toolkit.body.Splice;
import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.testkit.CallerBody;
import dev.patchbay.spi.testkit.SmallJson;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls whose caller speaks this dialect are sent on in its own words. */
final class ChatSpliceTest {
  private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

  private static Dialect dialect(boolean original, LimitField limit) {
    return new Dialect("openai", original, Terminator.DONE, limit, null, Prefill.NONE);
  }

  private static ChatCall.Builder call(String body) {
    return ChatCall.builder("target", List.of(Message.of("user", "Hi")))
        .origin(new Origin(Origin.OPENAI_CHAT, Extra.NONE, CallerBody.of(body)));
  }

  private static String text(ChatRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : request.body()) {
      byte[] part = new byte[piece.remaining()];
      piece.duplicate().get(part);
      bytes.writeBytes(part);
    }
    return bytes.toString(UTF_8);
  }

  private static String spliced(ChatCall.Builder call) {
    ChatRequest request =
        ChatRequest.of(call.build(), dialect(true, LimitField.MAX_COMPLETION_TOKENS));
    assertThat(request.dropped()).isEmpty();
    return text(request);
  }

  @Test
  void unary_unknownMembers_areSentAsTheyStand() {
    String rest = "\"x\" : {\"n\":1.10,\"u\":\"\\u00fc\u00fc\"} , " + MESSAGES + ",\n \"t\":null";
    assertThat(spliced(call("{ \"model\":\"alias\", " + rest + " }")))
        .isEqualTo("{\"model\":\"target\"," + rest + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1}                                              | {\"include_usage\":true}",
        "{\"stream_options\":{\"include_usage\":false,\"b\":1.0}} |"
            + " {\"include_usage\":true,\"b\":1.0}",
        "{\"stream_options\":null}                              | {\"include_usage\":true}",
        "{\"stream_options\":{}}                                | {\"include_usage\":true}",
      })
  void stream_options_keepAllButTheUsage(String body, String expected) {
    Map<String, @Nullable Object> sent = SmallJson.object(spliced(call(body).stream(true)));
    assertThat(sent).containsEntry("stream", true);
    assertThat(sent.get("stream_options")).isEqualTo(SmallJson.read(expected));
  }

  @ParameterizedTest
  @CsvSource({"false, true", "null, true", "true, false"})
  void stream_notWanted_isSaidOnlyAsTheCallerSaidIt(String caller, boolean kept) {
    String sent = spliced(call("{\"stream\":" + caller + ",\"a\":1}"));
    assertThat(sent.contains("stream")).isEqualTo(kept);
    assertThat(sent).contains("\"a\":1");
  }

  @Test
  void ours_areNeverSent() {
    String body = "{\"fallback_enabled\":true,\"a\":1,\"patchbay\":{\"hold\":\"whole\"},\"b\":2}";
    assertThat(spliced(call(body))).isEqualTo("{\"model\":\"target\",\"a\":1,\"b\":2}");
  }

  @ParameterizedTest
  @CsvSource({
    "MAX_TOKENS, gpt-4o, max_completion_tokens, max_tokens",
    "MAX_TOKENS, gpt-4o, max_tokens, max_tokens",
    "MAX_COMPLETION_TOKENS, llama, max_tokens, max_completion_tokens",
    "BY_MODEL, gpt-4o, max_tokens, max_tokens",
    "BY_MODEL, llama, max_completion_tokens, max_completion_tokens",
    "BY_MODEL, o3-mini, max_tokens, max_completion_tokens",
  })
  void limit_isRenamedWhereTheHostHasOneNameOnly(
      LimitField field, String model, String said, String sent) {
    ChatCall call = call("{\"" + said + "\": 1e2 }").model(model).build();
    assertThat(text(ChatRequest.of(call, dialect(false, field))))
        .isEqualTo(
            "{\"model\":\""
                + model
                + "\",\""
                + sent
                + "\":"
                + (said.equals(sent) ? " " : "")
                + "1e2}");
  }

  @Test
  void limit_underBothNames_isTheHostsOne() {
    ChatCall call = call("{\"max_tokens\":1,\"max_completion_tokens\":2}").build();
    assertThat(text(ChatRequest.of(call, dialect(false, LimitField.MAX_TOKENS))))
        .isEqualTo("{\"model\":\"target\",\"max_tokens\":1}");
  }

  @Test
  void developerRole_atAnotherHost_rewritesMessagesAlone() {
    String body = "{\"x\":1.0,\"messages\":[{\"role\":\"developer\",\"content\":\"Be\"}],\"y\":2}";
    ChatCall call = call(body).messages(List.of(Message.of("developer", "Be"))).build();
    assertThat(text(ChatRequest.of(call, dialect(false, LimitField.BY_MODEL))))
        .isEqualTo(
            "{\"model\":\"target\",\"x\":1.0,"
                + "\"messages\":[{\"role\":\"system\",\"content\":\"Be\"}],\"y\":2}");
    assertThat(text(ChatRequest.of(call, dialect(true, LimitField.BY_MODEL))))
        .contains("developer");
  }

  @Test
  void options_orAnotherDialect_areBuiltAnew() {
    ChatCall.Builder call = call("{\"x\":1," + MESSAGES + "}");
    assertThat(text(anew(call.options(Extra.of("\"o\":1")))))
        .contains("\"o\":1")
        .doesNotContain("x");
    Origin other = new Origin("later.chat", Extra.NONE, CallerBody.of("{\"x\":1}"));
    assertThat(text(anew(call.origin(other)))).doesNotContain("x");
  }

  @Test
  void extras_builtAnew_neverHoldOurs() {
    Extra extra = Extra.of("\"patchbay\":{},\"a\":1,\"fallback_enabled\":true");
    ChatRequest request = anew(call("{}").origin(Origin.of(Origin.OPENAI_CHAT, extra)));
    assertThat(text(request)).contains("\"a\":1").doesNotContain("patchbay", "fallback");
    assertThat(request.dropped()).isEmpty();
  }

  private static ChatRequest anew(ChatCall.Builder call) {
    return ChatRequest.of(call.build(), dialect(true, LimitField.BY_MODEL));
  }

  @Test
  void large_values_areNotCopied() {
    String body = "{\"model\":\"m\",\"messages\":[\"" + "x".repeat(50_000) + "\"],\"stream\":true}";
    Origin origin = new Origin(Origin.OPENAI_CHAT, Extra.NONE, CallerBody.of(body));
    ChatRequest request = anew(call("{}").origin(origin).stream(true));
    byte[] own = Objects.requireNonNull(origin.body()).bytes();
    assertThat(request.body()).anySatisfy(piece -> assertThat(piece.array()).isSameAs(own));
    assertThat(text(request)).contains("x".repeat(50_000));
  }

  /** Whatever members there are, in whatever order and with whatever white space. */
  @Test
  void anyOrder_isSameTree() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      Map<String, String> members = members(random);
      boolean stream = random.nextBoolean();
      ChatCall call = call(object(members, random)).stream(stream).build();
      String sent = text(ChatRequest.of(call, dialect(true, LimitField.BY_MODEL)));
      assertThat(SmallJson.object(sent))
          .as("seed %s", seed)
          .isEqualTo(SmallJson.object(expected(members, stream)));
    }
  }

  private static Map<String, String> members(Random random) {
    List<String> names =
        new ArrayList<>(
            List.of(
                "model",
                "messages",
                "stream",
                "stream_options",
                "patchbay",
                "max_tokens",
                "fallback_enabled",
                "temperature",
                "\\u0078",
                "\u00fc\u4e2d",
                "tools",
                "long"));
    Collections.shuffle(names, random);
    Map<String, String> members = new LinkedHashMap<>();
    for (String name : names.subList(0, 3 + random.nextInt(names.size() - 2))) {
      members.put(name, value(name, random));
    }
    return members;
  }

  private static String value(String name, Random random) {
    return switch (name) {
      case "stream" -> List.of("true", "false", "null").get(random.nextInt(3));
      case "stream_options" -> "{\"include_usage\" : false, \"x\": [1.50]}";
      case "long" -> "\"" + "y".repeat(random.nextInt(9000)) + "\"";
      default ->
          List.of(
                  "1.10",
                  "-0",
                  "1E+2",
                  "null",
                  "true",
                  "\"a\\\"\\u00e9\u00e9\"",
                  "{ \"a\":[ {} ] }",
                  "[]",
                  "{\"model\":1,\"stream\":true}")
              .get(random.nextInt(9));
    };
  }

  private static String object(Map<String, String> members, Random random) {
    StringBuilder text = new StringBuilder("{");
    members.forEach((name, value) ->
        text.append(text.length() > 1 ? "," : "")
            .append(blanks(random))
            .append('"')
            .append(name)
            .append('"')
            .append(blanks(random))
            .append(':')
            .append(blanks(random))
            .append(value)
            .append(blanks(random)));
    return text.append('}').toString();
  }

  private static String blanks(Random random) {
    return List.of("", "", " ", "\n\t", "\r\n").get(random.nextInt(5));
  }

  private static String expected(Map<String, String> members, boolean stream) {
    Map<String, String> expected = new LinkedHashMap<>(members);
    expected.keySet().removeAll(Splice.OURS);
    expected.put("model", "\"target\"");
    String said = expected.get("stream");
    if (stream) {
      expected.put("stream", "true");
      boolean more = expected.containsKey("stream_options");
      expected.put(
          "stream_options", "{\"include_usage\":true" + (more ? ",\"x\":[1.50]" : "") + "}");
    } else if ("true".equals(said)) {
      expected.remove("stream");
      expected.remove("stream_options");
    }
    return object(expected, new Random(1));
  }
}
