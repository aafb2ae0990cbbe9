package dev.patchbay.plugin.oci;

import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Tool;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls, and what is sent for them. */
final class Bodies {
  static final Tool LOOK =
      new Tool.Function(
          "look",
          "Looks.",
          "{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"string\",\"description\":\"It.\"},"
              + "\"how\":{\"enum\":[\"far\",\"near\"]}},\"required\":[\"at\"]}",
          null,
          Extra.NONE);
  static final Sampling ALL =
      Sampling.builder()
          .temperature(0.5)
          .topP(0.25)
          .topK(7)
          .frequencyPenalty(1.0)
          .presencePenalty(-1.0)
          .seed(42L)
          .stop(List.of("END"))
          .maxOutput(100)
          .build();

  private Bodies() {}

  static Exchange<?> exchange(ChatCall call) {
    return (Exchange<?>) Oci.provider(Map.of()).chat(call);
  }

  static JsonNode chat(ChatCall call) {
    return Requests.json(exchange(call)).path("chatRequest");
  }

  static JsonNode tree(String json) {
    return JsonMapper.shared().readTree(json);
  }

  static ChatCall.Builder talk(String model, Message... messages) {
    return ChatCall.builder(model, List.of(messages));
  }

  static Part.ToolCall call(String id, String arguments) {
    return new Part.ToolCall(id, "look", arguments, Marks.NONE);
  }

  static Message result(String id, String text) {
    Part result = new Part.ToolResult(id, null, List.of(Part.Text.of(text)), false, Marks.NONE);
    return Message.of(Message.TOOL, List.of(result));
  }

  static Part media(
      String type, @Nullable ByteBuffer data, @Nullable String uri, @Nullable String detail) {
    return new Part.Media(type, data, uri, null, null, detail, Marks.NONE);
  }
}
