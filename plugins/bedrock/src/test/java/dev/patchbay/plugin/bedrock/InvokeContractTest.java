package dev.patchbay.plugin.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.testkit.CallerBody;
import dev.patchbay.spi.testkit.RecordedCase;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with InvokeModel for Claude. */
final class InvokeContractTest extends ApiContract {
  private static final String MODEL = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

  InvokeContractTest() {
    super(Map.of("api", "invoke"), MODEL, "bedrock-invoke", "/invoke");
  }

  @Override
  protected List<RecordedCase> cases() {
    List<RecordedCase> all = new ArrayList<>(super.cases());
    all.add(brokenOff());
    return all;
  }

  /** Synthetic, by the reference of InvokeModelWithResponseStream. */
  private static RecordedCase brokenOff() {
    String start =
        "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"c\",\"usage\":{}}}";
    Frames frames =
        new Frames()
            .event("chunk", "{\"bytes\":\"" + base64(start) + "\",\"p\":\"ab\"}")
            .exception("modelTimeoutException", "{\"message\":\"too slow\"}");
    Map<String, String> headers = Map.of("content-type", "application/vnd.amazon.eventstream");
    return RecordedCase.of("synthetic/exception", 200, headers, frames.bytes(), true)
        .failing(ErrorKind.TIMEOUT);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static Answer<ChatEvent> chat(ChatCall call) {
    return Wire.provider(null, Map.of("api", "invoke")).chat(call);
  }

  @Test
  void chat_streamed_isTheOtherOperation() {
    Exchange<ChatEvent> streamed = (Exchange<ChatEvent>) chat(call());
    Exchange<ChatEvent> whole =
        (Exchange<ChatEvent>) chat(call().toBuilder().stream(false).build());
    String path = "/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/invoke";
    assertThat(streamed.request().target()).isEqualTo(path + "-with-response-stream");
    assertThat(whole.request().target()).isEqualTo(path);
    assertThat(Requests.json(streamed).propertyNames())
        .containsExactlyInAnyOrder("anthropic_version", "max_tokens", "messages");
  }

  @Test
  void chat_callerOfTheDialect_isSplicedAndFramed() {
    String body = "{\"model\":\"x\",\"stream\":true,\"max_tokens\":5,\"messages\":[],\"new\":1.50}";
    Origin origin = new Origin(Origin.ANTHROPIC_MESSAGES, Extra.NONE, CallerBody.of(body));
    Exchange<ChatEvent> exchange =
        (Exchange<ChatEvent>) chat(call().toBuilder().origin(origin).build());
    assertThat(Requests.body(exchange))
        .contains("\"new\":1.50", "bedrock-2023-05-31")
        .doesNotContain("\"stream\"", "\"model\"");
    assertThat(exchange.dialect()).isEqualTo(Origin.ANTHROPIC_MESSAGES);
  }

  @Test
  void chat_anotherMakersModel_isRefused() {
    ChatCall call = call().toBuilder().model("amazon.nova-lite-v1:0").build();
    assertThatThrownBy(() -> chat(call))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED));
  }
}
