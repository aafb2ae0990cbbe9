package dev.patchbay.plugin.bedrock.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in requests to Converse: turns, the system's, cache points, earlier thinking. */
final class MessagesTest {
  private static final Message QUESTION = Message.of(Message.USER, "Hi");

  private static Message said(Part... parts) {
    return Message.of(Message.ASSISTANT, List.of(parts));
  }

  @Test
  void turns_ofOneRole_areJoined() {
    Asked asked =
        Asked.of(
            Asked.call(
                Asked.CLAUDE,
                QUESTION,
                said(),
                Message.of(Message.USER, ""),
                Message.of(Message.USER, "there"),
                said(Part.Text.of("Ho"), new Part.Refusal("no", Marks.NONE))));
    assertThat(asked.at("/messages"))
        .isEqualTo(
            "[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"},{\"text\":\"there\"}]},"
                + "{\"role\":\"assistant\",\"content\":[{\"text\":\"Ho\"},{\"text\":\"no\"}]}]");
    assertThat(asked.dropped()).isEmpty();
  }

  @Test
  void system_standsFirst_andThatItCameLaterIsReported() {
    Asked asked =
        Asked.of(
            Asked.call(
                Asked.CLAUDE,
                Message.of(Message.SYSTEM, "A"),
                QUESTION,
                Message.of(Message.DEVELOPER, "B")));
    assertThat(asked.at("/system")).isEqualTo("[{\"text\":\"A\"},{\"text\":\"B\"}]");
    assertThat(asked.dropped()).containsExactly("messages[2].position");
  }

  @Test
  void message_ofAnUnknownRole_isRefusedByName() {
    assertThatThrownBy(() -> Asked.of(Asked.call(Asked.CLAUDE, Message.of("critic", "Bad"))))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("messages[0].role: the role 'critic'");
  }

  @ParameterizedTest
  @ValueSource(strings = {Asked.CLAUDE, Asked.NOVA})
  void cachePoint_followsItsPart(String model) {
    Asked asked =
        Asked.of(
            Asked.call(
                model,
                Message.of(Message.SYSTEM, List.of(new Part.Text("S", Asked.cached("")))),
                Message.of(
                    Message.USER,
                    List.of(new Part.Text("U", Asked.cached("1h")), Part.Text.of("V")))));
    assertThat(asked.at("/system"))
        .isEqualTo("[{\"text\":\"S\"},{\"cachePoint\":{\"type\":\"default\"}}]");
    assertThat(asked.blocks())
        .isEqualTo(
            "[{\"text\":\"U\"},{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}},"
                + "{\"text\":\"V\"}]");
    assertThat(asked.dropped()).isEmpty();
  }

  @Test
  void cachePoint_ofAModelWithout_isReported() {
    Asked asked = Asked.of(Asked.call(Asked.LLAMA, new Part.Text("U", Asked.cached(""))));
    assertThat(asked.blocks()).isEqualTo("[{\"text\":\"U\"}]");
    assertThat(asked.dropped()).containsExactly("messages[0].parts[0].cache_point");
  }

  /** A part that is not sent still ends a stretch that can be cached, if there is one. */
  @Test
  void cachePoint_ofAPartThatIsNotSent_standsBehindWhatWas() {
    Part nothing = new Part.Text("", Asked.cached(""));
    Asked first = Asked.of(Asked.call(Asked.CLAUDE, nothing, Part.Text.of("U")));
    assertThat(first.blocks()).isEqualTo("[{\"text\":\"U\"}]");
    assertThat(first.dropped()).containsExactly("messages[0].parts[0].cache_point");
    Asked later = Asked.of(Asked.call(Asked.CLAUDE, QUESTION, said(nothing, Part.Text.of("Ho"))));
    assertThat(later.at("/messages"))
        .isEqualTo(
            "[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"},"
                + "{\"cachePoint\":{\"type\":\"default\"}}]},"
                + "{\"role\":\"assistant\",\"content\":[{\"text\":\"Ho\"}]}]");
  }

  @Test
  void reasoning_mintedHere_goesBackWithItsSignature() {
    Part thought = new Part.Reasoning("Hm.", null, Asked.signed("c2ln", "bedrock"));
    Part hidden = new Part.Reasoning("", "ZW5j", Asked.signed(null, "bedrock"));
    Asked asked =
        Asked.of(Asked.call(Asked.CLAUDE, QUESTION, said(thought, hidden, Part.Text.of("Ho"))));
    assertThat(asked.at("/messages/1/content"))
        .isEqualTo(
            "[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"Hm.\",\"signature\":\"c2ln\"}}},"
                + "{\"reasoningContent\":{\"redactedContent\":\"ZW5j\"}},{\"text\":\"Ho\"}]");
    assertThat(asked.dropped()).isEmpty();
  }

  @Test
  void reasoning_ofAnotherOrOfNobody_isReported() {
    Part foreign = new Part.Reasoning("Hm.", null, Asked.signed("c2ln", "anthropic"));
    Part bare = new Part.Reasoning("Hm.", null, Marks.NONE);
    Asked asked =
        Asked.of(Asked.call(Asked.CLAUDE, QUESTION, said(foreign, bare, Part.Text.of("Ho"))));
    assertThat(asked.at("/messages/1/content")).isEqualTo("[{\"text\":\"Ho\"}]");
    assertThat(asked.dropped()).containsExactly("messages[1].parts[0]", "messages[1].parts[1]");
  }

  @Test
  void opaque_isOursOrReported() {
    String block = "{\"guardContent\":{\"text\":{\"text\":\"x\",\"qualifiers\":[\"query\"]}}}";
    Asked asked =
        Asked.of(
            Asked.call(
                Asked.NOVA,
                new Part.Opaque("bedrock.guardContent", block, Marks.NONE),
                new Part.Opaque("anthropic.document", "{}", Marks.NONE)));
    assertThat(asked.blocks()).isEqualTo("[" + block + "]");
    assertThat(asked.dropped()).containsExactly("messages[0].parts[1]");
  }

  @Test
  void everythingBeside_isReported() {
    Marks marks = new Marks("c2ln", "bedrock", null, Extra.of("\"x\":1"));
    Message named =
        new Message(Message.USER, List.of(new Part.Text("Hi", marks)), "Ann", Extra.of("\"y\":1"));
    assertThat(Asked.of(Asked.call(Asked.CLAUDE, named)).dropped())
        .containsExactlyInAnyOrder(
            "messages[0].name",
            "messages[0].extra",
            "messages[0].parts[0].signature",
            "messages[0].parts[0].extra");
  }

  @Test
  void format_isTextByASchemaInAString() {
    ResponseFormat format =
        new ResponseFormat.JsonSchema("answer", "Say.", "{\"type\":\"object\"}", true, Extra.NONE);
    Asked asked = Asked.of(Asked.call(Asked.CLAUDE).format(format));
    assertThat(asked.at("/outputConfig"))
        .isEqualTo(
            "{\"textFormat\":{\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":"
                + "{\"schema\":\"{\\\"type\\\":\\\"object\\\"}\",\"name\":\"answer\","
                + "\"description\":\"Say.\"}}}}");
    assertThat(asked.dropped()).isEmpty();
  }
}
