package dev.patchbay.plugin.toolkit.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallIdsTest {
  private static List<Message> called(String id) {
    Part call = new Part.ToolCall(id, "f", "{}", Marks.NONE);
    return List.of(Message.of(Message.ASSISTANT, List.of(call)));
  }

  @Test
  void of_fittingId_stays() {
    CallIds ids = new CallIds(9, called("uNfcQGgtW"));
    assertThat(ids.of("uNfcQGgtW")).isEqualTo("uNfcQGgtW");
    assertThat(CallIds.allFit(9, called("uNfcQGgtW"))).isTrue();
    assertThat(CallIds.allFit(9, called("call_1"))).isFalse();
    assertThat(CallIds.allFit(0, called("call_1"))).isTrue();
  }

  @Test
  void of_otherId_isRewrittenTheSameAlways() {
    String first = new CallIds(9, called("call_1")).of("call_1");
    assertThat(first).matches("[A-Za-z0-9]{9}");
    assertThat(new CallIds(9, called("call_1")).of("call_1")).isEqualTo(first);
    assertThat(new CallIds(9, List.of()).of("call_2")).isNotEqualTo(first);
  }

  @Test
  void of_rewrittenLikeAnother_isRewrittenOtherwise() {
    String taken = new CallIds(9, List.of()).of("call_1");
    CallIds ids = new CallIds(9, called(taken));
    assertThat(ids.of("call_1")).isNotEqualTo(taken).hasSize(9).isEqualTo(ids.of("call_1"));
    assertThat(ids.of(taken)).isEqualTo(taken);
  }
}
