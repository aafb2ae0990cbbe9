package dev.patchbay.plugin.toolkit.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.testkit.CallerBody;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

final class MessagesSpliceTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static ChatCall.Builder call(String body) {
    return ChatCall.builder("claude-x", List.of(Message.of("user", "Hi")))
        .origin(new Origin(Origin.ANTHROPIC_MESSAGES, Extra.NONE, CallerBody.of(body)));
  }

  private static void assertSent(ChatCall.Builder call, Variant variant, String expected) {
    MessagesRequest request = MessagesRequest.of(call.build(), variant, Capabilities.UNKNOWN);
    assertThat(request.dropped()).isEmpty();
    assertThat(MessagesRequestTest.body(request))
        .isEqualTo(JSON.readTree(expected.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | {'a':1.0,'model':'m','stream':false} | {'model':'claude-x','a':1.0,'stream':false}",
        "false | {'stream':true,'a':1} | {'model':'claude-x','a':1}",
        "true | {'model':'m','stream':true} | {'model':'claude-x','stream':true}",
        "true | {'a':1,'fallback_enabled':true,'patchbay':{},'b':2} | {'model':'claude-x','stream':true,'a':1,'b':2}",
      })
  void of_callersOwnBytes_changeInWhatRoutingDecides(boolean stream, String sent, String expected) {
    assertSent(
        call(sent.replace('\'', '"')).stream(stream), Variant.anthropic("anthropic"), expected);
  }

  @Test
  void of_variants_sayTheirVersionAndNoModel() {
    String sent = "{\"model\":\"m\",\"stream\":true,\"anthropic_version\":\"x\",\"a\":1}";
    assertSent(
        call(sent).stream(true),
        Variant.vertex("vertex"),
        "{'anthropic_version':'vertex-2023-10-16','stream':true,'a':1}");
    assertSent(
        call(sent).stream(true),
        Variant.bedrock("bedrock"),
        "{'anthropic_version':'bedrock-2023-05-31','a':1}");
    assertSent(
        call(sent), Variant.vertex("vertex"), "{'anthropic_version':'vertex-2023-10-16','a':1}");
  }

  static List<Marks> foreign() {
    return List.of(new Marks("sig", "gemini", null, Extra.NONE), Marks.NONE);
  }

  /** The service refuses a request with a thought that it has not signed. */
  @ParameterizedTest
  @MethodSource("foreign")
  void of_thoughtOfAnotherMaker_isWrittenAnewWithoutIt(Marks marks) {
    Part theirs = new Part.Reasoning("hm", null, marks);
    ChatCall.Builder call =
        call("{\"a\":1}")
            .messages(
                List.of(
                    Message.of("user", "q"),
                    Message.of("assistant", List.of(theirs, Part.Text.of("a")))));
    MessagesRequest request =
        MessagesRequest.of(call.build(), Variant.anthropic("anthropic"), Capabilities.UNKNOWN);
    assertThat(request.dropped()).containsExactly("messages[1].parts[0]");
    assertThat(MessagesRequestTest.body(request).at("/messages/1/content").size()).isEqualTo(1);
  }
}
