package dev.patchbay.spi.testkit;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls that hold something of tomorrow: a provider must refuse it or tell that it is dropped. */
final class Calls {
  private record TomorrowsPart(Marks marks) implements Part {}

  private record TomorrowsTool() implements Tool {}

  private record TomorrowsFormat() implements ResponseFormat {}

  private Calls() {}

  static Map<String, ChatCall> ofTomorrow(ChatCall base) {
    Part part = new TomorrowsPart(Marks.NONE);
    Message asking = Message.of(Message.USER, List.of(Part.Text.of("Look:"), part));
    Part.ToolCall call = new Part.ToolCall("call_1", "look", "{}", Marks.NONE);
    Part.ToolResult result =
        new Part.ToolResult(
            "call_1", "look", List.of(Part.Text.of("seen"), part), false, Marks.NONE);
    Map<String, ChatCall> calls = new LinkedHashMap<>();
    calls.put("part", with(base, asking));
    calls.put(
        "part in an answer", with(base, Message.of(Message.ASSISTANT, List.of(part)), hello()));
    calls.put(
        "part in a tool result",
        with(
            base,
            Message.of(Message.ASSISTANT, List.of(call)),
            Message.of(Message.TOOL, List.of(result))));
    calls.put("role", with(base, Message.of("oracle", "Hello"), hello()));
    calls.put("tool", base.toBuilder().tools(List.of(new TomorrowsTool())).build());
    calls.put("format", base.toBuilder().format(new TomorrowsFormat()).build());
    calls.put(
        "mode of tool choice",
        base.toBuilder()
            .tools(List.of(new Tool.Function("look", null, "{}", null, Extra.NONE)))
            .toolChoice(new ToolChoice("tomorrow", List.of(), null))
            .build());
    return calls;
  }

  /** A call with data, whose buffer must not be moved. */
  static ChatCall withData(ChatCall base, ByteBuffer data) {
    Part picture = new Part.Media("image/png", data, null, null, null, null, Marks.NONE);
    return with(base, Message.of(Message.USER, List.of(Part.Text.of("Look:"), picture)));
  }

  static ByteBuffer data() {
    byte[] bytes = "no real picture".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  private static ChatCall with(ChatCall base, Message... messages) {
    List<Message> all = new ArrayList<>(base.messages());
    all.addAll(List.of(messages));
    return base.toBuilder().messages(all).build();
  }

  private static Message hello() {
    return Message.of(Message.USER, "Hello");
  }
}
