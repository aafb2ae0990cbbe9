package dev.patchbay.plugin.toolkit.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NestedFunctionsTest {
  private static Tool function(String name, String schema, boolean strict) {
    return new Tool.Function(name, null, schema, strict, Extra.NONE);
  }

  @Test
  void write_thoseThatMayBeChosen_areShown() {
    RequestBody body = new RequestBody();
    List<Tool> tools =
        List.of(
            function("a", "", true),
            new Tool.Hosted("other.search", "s", "{}"),
            function("b", "{\"type\":\"object\"}", true));
    ToolChoice onlyB = new ToolChoice(ToolChoice.AUTO, List.of("b"), null);
    List<String> strict = new NestedFunctions(body, "FUNCTION").write(tools, onlyB);
    assertThat(new String(body.json.bytes(), UTF_8))
        .isEqualTo(
            "[{\"type\":\"FUNCTION\",\"function\":{\"name\":\"b\",\"parameters\":{\"type\":\"object\"}}}]");
    assertThat(strict).containsExactly("tools[2].strict");
    assertThat(body.dropped()).containsExactly("tools[1]");
  }

  @Test
  void write_functionWithoutSchema_hasOne() {
    RequestBody body = new RequestBody();
    List<Tool> tools = List.of(function("a", "", false));
    assertThat(new NestedFunctions(body, "function").write(tools, null)).isEmpty();
    assertThat(new String(body.json.bytes(), UTF_8))
        .contains("\"parameters\":{\"type\":\"object\",\"properties\":{}}");
  }
}
