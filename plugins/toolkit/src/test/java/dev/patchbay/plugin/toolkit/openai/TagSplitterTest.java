package dev.patchbay.plugin.toolkit.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ChatEvent.BlockKind;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TagSplitterTest {
  private static final ThinkingTag THINK = new ThinkingTag("think", false);

  /** What comes out, runs of a kind joined: {@code [thinking]} and text. */
  private static String split(ThinkingTag tag, String... pieces) {
    StringBuilder all = new StringBuilder();
    BlockKind[] last = {BlockKind.TEXT};
    TagSplitter splitter =
        new TagSplitter(
            tag,
            (kind, text) -> {
              assertThat(text).isNotEmpty();
              if (kind != last[0]) {
                all.append(kind == BlockKind.REASONING ? "[" : "]");
                last[0] = kind;
              }
              all.append(text);
            });
    for (String piece : pieces) {
      splitter.text(piece);
    }
    splitter.flush();
    return all + (last[0] == BlockKind.REASONING ? "]" : "");
  }

  @ParameterizedTest
  @CsvSource({
    "<think>a</think>b, [a]b",
    "'<think>\n a\n\n</think>\n\n b ', '[ a] b '",
    "' \n<think>a</think>b', [a]b",
    "<think>a</think>, [a]",
    "<think>a</think><think>b</think>c, [ab]c",
    "a<think>b</think>, a<think>b</think>",
    "<think>a, [a]",
    "<think>a</thin, [a</thin]",
    "<think>a</thinker>b</think>c, [a</thinker>b]c",
    "<thin, <thin",
    "<thinking>a, <thinking>a",
    "'  a', '  a'",
    "'', ''",
  })
  void text_cutAnyhow_isSplitAtTheTags(String quoted, String expected) {
    String text = quoted.replace("\\n", "\n");
    assertThat(split(THINK, text)).isEqualTo(expected);
    assertThat(split(THINK, text.split(""))).isEqualTo(expected);
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      int a = random.nextInt(text.length() + 1);
      int b = a + random.nextInt(text.length() - a + 1);
      assertThat(split(THINK, text.substring(0, a), text.substring(a, b), text.substring(b)))
          .isEqualTo(expected);
    }
  }

  @Test
  void text_begunInsideTheTag_needsNoOpening() {
    ThinkingTag begun = new ThinkingTag("think", true);
    assertThat(split(begun, "\nOkay", ".\n</thi", "nk>\n\n", "Yes")).isEqualTo("[Okay.]Yes");
  }

  @Test
  void text_otherTag_isData() {
    ThinkingTag tag = new ThinkingTag("reasoning", false);
    assertThat(split(tag, "<reasoning>a</reasoning>b")).isEqualTo("[a]b");
  }
}
