package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tools that are offered, and the calls of them. */
class BothToolsIT extends Stories {
  private static final String PARIS = "{\\\"city\\\":\\\"Paris\\\"}";

  @ParameterizedTest
  @EnumSource
  void tools_offered_reachTheProvider(Way way) throws Exception {
    given(HELLO, HELLO);

    way.answer(gateway, Question.to("m").tools("weather", "time"));

    assertThat(first.next().request().body())
        .contains("\"name\":\"weather\"", "\"name\":\"time\"", "\"type\":\"function\"");
  }

  @ParameterizedTest
  @EnumSource
  void tool_called_isToldWithItsArguments(Way way) {
    given(calling(call("call_a", "weather", PARIS)), HELLO);

    Answer.Whole answer = way.answer(gateway, Question.to("m").tools("weather"));

    assertThat(answer.tools())
        .containsExactly(new Answer.ToolCall("call_a", "weather", "{\"city\":\"Paris\"}"));
    assertThat(answer.finish()).isEqualTo("tool_calls");
    assertThat(answer.text()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void tools_calledInParallel_areKeptApart(Way way) {
    given(calling(call("call_a", "weather", PARIS), call("call_b", "time", "{}")), HELLO);

    Answer.Whole answer = way.answer(gateway, Question.to("m").tools("weather", "time"));

    assertThat(answer.tools())
        .containsExactly(
            new Answer.ToolCall("call_a", "weather", "{\"city\":\"Paris\"}"),
            new Answer.ToolCall("call_b", "time", "{}"));
  }

  private record Call(String id, String name, String arguments) {
    String json() {
      return "{\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"%s\"}}"
          .formatted(id, name, arguments);
    }
  }

  private static Call call(String id, String name, String arguments) {
    return new Call(id, name, arguments);
  }

  /**
   * Calls tools, in two pieces each where it is streamed.
   *
   * @param calls their arguments as they stand inside a JSON string
   */
  private static Script calling(Call... calls) {
    return to -> {
      if (!to.request().body().contains("\"stream\":true")) {
        to.json(200, whole(calls));
        return;
      }
      to.head().chunk(Sse.role());
      for (int i = 0; i < calls.length; i++) {
        to.chunk(Sse.tool(i, calls[i].id(), calls[i].name(), ""));
        to.chunk(Sse.arguments(i, calls[i].arguments()));
      }
      to.chunk(Sse.finish("tool_calls")).chunk(Sse.DONE).end();
    };
  }

  private static String whole(Call... calls) {
    var list = new StringBuilder();
    for (Call call : calls) {
      list.append(list.isEmpty() ? "" : ",").append(call.json());
    }
    return Sse.whole("")
        .replace("\"content\":\"\"", "\"content\":null,\"tool_calls\":[" + list + "]")
        .replace("\"stop\"", "\"tool_calls\"");
  }
}
