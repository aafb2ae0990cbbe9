package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.testkit.EventOrder;
import dev.patchbay.spi.testkit.EventText;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.Replay;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What only some hosts tell. All bodies here are synthetic, after the hosts' documentation. */
final class HostDecoderTest {
  private static String decode(
      Quirks.Builder quirks, @Nullable ThinkingTag tag, boolean stream, String body) {
    Dialect dialect =
        new Dialect(
            "host",
            false,
            Terminator.DONE,
            LimitField.MAX_TOKENS,
            null,
            Prefill.NONE,
            quirks.build(),
            tag);
    String type = stream ? "text/event-stream" : "application/json";
    RecordedCase recorded =
        RecordedCase.of(
            "synthetic", 200, Map.of("content-type", type), body.getBytes(UTF_8), stream);
    ChatDecoder decoder = new ChatDecoder(dialect, new ErrorReader(() -> Instant.EPOCH, null));
    List<ChatEvent> events = Replay.gently(decoder, recorded);
    EventOrder.check(events);
    return EventText.of(events).replace("started id=null model=null\n", "");
  }

  private static String stream(Quirks.Builder quirks, @Nullable ThinkingTag tag, String... chunks) {
    return decode(quirks, tag, true, "data: " + String.join("\n\ndata: ", chunks) + "\n\n");
  }

  private static String delta(String members) {
    return "{\"choices\":[{\"index\":0,\"delta\":{" + members + "}}]}";
  }

  private static String finish(String members) {
    return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"" + members + "}]}";
  }

  private static Quirks.Builder signing() {
    return Quirks.builder().signedThinking("reasoning_details");
  }

  /** OpenRouter's guide "Reasoning Tokens", preserving reasoning blocks. */
  @Test
  void stream_signedThinking_isJoinedAndItsBlocksSignature() {
    assertThat(
            stream(
                signing(),
                null,
                delta(
                    "\"reasoning\":\"a\",\"reasoning_details\":[{\"type\":\"reasoning.text\","
                        + "\"text\":\"a\",\"index\":0,\"signature\":null}]"),
                delta(
                    "\"reasoning\":\"b\",\"reasoning_details\":[{\"type\":\"reasoning.text\","
                        + "\"text\":\"b\",\"index\":0}]"),
                delta(
                    "\"content\":\"\",\"reasoning_details\":[{\"type\":\"reasoning.text\","
                        + "\"signature\":\"S\",\"index\":0}]"),
                delta("\"content\":\"x\""),
                delta(
                    "\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"E\","
                        + "\"index\":1}]"),
                finish(""),
                "[DONE]"))
        .isEqualTo(
            """
            block 0 choice=0 REASONING
            delta 0 REASONING "a"
            delta 0 REASONING "b"
            end 0 signature="[{\\"type\\":\\"reasoning.text\\",\\"text\\":\\"ab\\",\\"index\\":0,\\"signature\\":\\"S\\"}]"
            block 1 choice=0 TEXT
            delta 1 TEXT "x"
            end 1
            block 2 choice=0 REASONING
            end 2 signature="[{\\"type\\":\\"reasoning.encrypted\\",\\"data\\":\\"E\\",\\"index\\":1}]"
            finished choice=0 STOP raw="stop"
            completed
            """);
  }

  @Test
  void stream_thinkingBetweenTags_isABlockOfItsOwn() {
    assertThat(
            stream(
                Quirks.builder(),
                new ThinkingTag("think", false),
                delta("\"content\":\"<thi\""),
                delta("\"content\":\"nk>\\nhm\""),
                delta("\"content\":\"\\n</think>\\n\\nYes\""),
                finish(""),
                "[DONE]"))
        .isEqualTo(
            """
            block 0 choice=0 REASONING
            delta 0 REASONING "hm"
            end 0
            block 1 choice=0 TEXT
            delta 1 TEXT "Yes"
            end 1
            finished choice=0 STOP raw="stop"
            completed
            """);
  }

  /** vLLM tells the text or the token that it stopped at. */
  @Test
  void stream_stopReason_isTheStopText() {
    assertThat(
            stream(
                Quirks.builder(),
                null,
                delta("\"content\":\"a\""),
                finish(",\"stop_reason\":\"END\""),
                "[DONE]"))
        .contains("finished choice=0 STOP raw=\"stop\" stop=\"END\"\n");
    assertThat(stream(Quirks.builder(), null, finish(",\"stop_reason\":2"), "[DONE]"))
        .contains("metadata {\"choices\":[{\"index\":0,\"stop_reason\":2}]}");
  }

  @Test
  void stream_asides_areToldOnceAndTheLastCounts() {
    assertThat(
            stream(
                Quirks.builder(),
                null,
                "{\"provider\":\"A\",\"object\":\"x\",\"created\":1,\"x_groq\":{\"id\":\"r\"},"
                    + "\"citations\":[\"https://a.example\"],\"choices\":[]}",
                delta("\"content\":\"a\""),
                "{\"provider\":\"B\",\"empty\":[],\"x_groq\":{\"seed\":1},\"choices\":[{\"index\":"
                    + "0,\"delta\":{},\"finish_reason\":\"stop\",\"native_finish_reason\":\"end\"}]}",
                "[DONE]"))
        .endsWith(
            """
            metadata {"provider":"B","citations":["https://a.example"],"x_groq":{"id":"r","seed":1},\
            "choices":[{"index":0,"native_finish_reason":"end"}]}
            completed
            """);
  }

  /** Together's reference has the lists of the older completions. */
  @Test
  void whole_olderLogprobs_areRead() {
    assertThat(
            decode(
                Quirks.builder(),
                null,
                false,
                "{\"choices\":[{\"finish_reason\":\"eos\",\"logprobs\":{\"token_logprobs\":[-0.5,"
                    + "null],\"tokens\":[\"a\",\"b\"],\"top_logprobs\":[{\"a\":-0.5},null]},"
                    + "\"message\":{\"content\":\"ab\"}}]}"))
        .contains("delta 0 TEXT \"ab\" [\"a\":-0.5 [\"a\":-0.5] \"b\":-Infinity]")
        .contains("finished choice=0 STOP raw=\"eos\"");
  }

  @Test
  void whole_tokensByKind_areTold() {
    assertThat(
            decode(
                Quirks.builder(),
                null,
                false,
                "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"a\"}}],"
                    + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":4,"
                    + "\"prompt_tokens_details\":{\"audio_tokens\":6,\"image_tokens\":0},"
                    + "\"completion_tokens_details\":{\"audio_tokens\":1}}}"))
        .contains("used input=10 output=4 modalities=[audio 6/1, text 4/3]");
  }
}
