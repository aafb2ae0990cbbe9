package dev.patchbay.plugin.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import java.util.List;
import java.util.Map;

/**
 * The contract with Converse for the first Nova, which writes its thinking in tags into the text,
 * mostly before it calls tools. What is not recorded is synthetic, by Amazon's page "Invoking a
 * tool" of Nova's guide.
 */
final class NovaContractTest extends ProviderContract {
  /** What Nova Micro has answered. */
  static final String RECORDED = "stream-parallel-tools";

  @Override
  protected ProviderFactory factory() {
    return new BedrockFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    return new EndpointConfig("contract", null, Secret.of(KEY), "us-east-1", Settings.NONE);
  }

  @Override
  protected ChatCall call() {
    String model = "us.amazon.nova-pro-v1:0";
    return ChatCall.builder(model, List.of(Message.of(Message.USER, "Hello"))).stream(true).build();
  }

  @Override
  protected List<RecordedCase> cases() {
    return List.of(
        recorded(),
        whole(),
        streamed("text", List.of("<thinking>Hm.</thinking>\n\n", "Now, ", "<thinking>"))
            .giving(
                """
                started id="synthetic" model=null
                block 0 choice=0 REASONING
                delta 0 REASONING "Hm."
                end 0
                block 1 choice=0 TEXT
                delta 1 TEXT "Now, "
                delta 1 TEXT "<thinking>"
                end 1
                finished choice=0 STOP raw="end_turn"
                completed
                """),
        streamed("unclosed", List.of("<thinking>Hm."))
            .giving(
                """
                started id="synthetic" model=null
                block 0 choice=0 REASONING
                delta 0 REASONING "Hm."
                end 0
                finished choice=0 STOP raw="end_turn"
                completed
                """),
        streamed("plain", List.of("<thin", "g> is no tag"))
            .giving(
                """
                started id="synthetic" model=null
                block 0 choice=0 TEXT
                delta 0 TEXT "<thing> is no tag"
                end 0
                finished choice=0 STOP raw="end_turn"
                completed
                """));
  }

  private static RecordedCase recorded() {
    RecordedCase recorded =
        Recordings.of("bedrock-converse").stream()
            .filter(one -> one.name().equals(RECORDED))
            .findFirst()
            .orElseThrow();
    return recorded.giving(Recordings.golden("bedrock-converse", RECORDED));
  }

  private static RecordedCase streamed(String name, List<String> pieces) {
    Frames frames = new Frames().event("messageStart", "{\"role\":\"assistant\"}");
    for (String piece : pieces) {
      String text = "{\"text\":\"" + piece.replace("\n", "\\n") + "\"}";
      frames.event("contentBlockDelta", "{\"delta\":" + text + ",\"contentBlockIndex\":0}");
    }
    frames.event("contentBlockStop", "{\"contentBlockIndex\":0}");
    frames.event("messageStop", "{\"stopReason\":\"end_turn\"}");
    Map<String, String> headers =
        Map.of(
            "content-type", "application/vnd.amazon.eventstream", "x-amzn-requestid", "synthetic");
    return RecordedCase.of("synthetic/stream-" + name, 200, headers, frames.bytes(), true);
  }

  private static RecordedCase whole() {
    String body =
        "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":["
            + "{\"text\":\"<thinking> I ask. </thinking>\\n\"},"
            + "{\"toolUse\":{\"toolUseId\":\"t_1\",\"name\":\"now\",\"input\":{}}}"
            + "]}},\"stopReason\":\"tool_use\"}";
    Map<String, String> headers =
        Map.of("content-type", "application/json", "x-amzn-requestid", "synthetic");
    return RecordedCase.of("synthetic/whole", 200, headers, body.getBytes(UTF_8), false)
        .giving(
            """
            started id="synthetic" model=null
            block 0 choice=0 REASONING
            delta 0 REASONING " I ask. "
            end 0
            block 1 choice=0 TOOL_CALL call="t_1" name="now"
            delta 1 TOOL_CALL "{}"
            end 1
            finished choice=0 TOOL_CALLS raw="tool_use"
            completed
            """);
  }
}
