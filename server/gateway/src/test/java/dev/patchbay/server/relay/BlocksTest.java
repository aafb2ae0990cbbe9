package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.server.relay.Blocks.OrderException;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.Delta;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private final List<ChatEvent> out = new ArrayList<>();
  private final Blocks blocks = new Blocks(out::add);

  @Test
  void accept_providerNumbersWithGaps_numbersFromZeroInOrderOfStart() {
    blocks.accept(ChatEvent.blockStarted(7, 0, BlockKind.TEXT));
    blocks.accept(ChatEvent.toolCallStarted(3, 0, "call_1", "look"));
    blocks.accept(ChatEvent.delta(7, BlockKind.TEXT, "a"));
    blocks.accept(ChatEvent.delta(3, BlockKind.TOOL_CALL, "{}"));
    blocks.accept(ChatEvent.blockEnded(7));
    blocks.accept(ChatEvent.blockEnded(3, "signed"));

    assertThat(out)
        .containsExactly(
            ChatEvent.blockStarted(0, 0, BlockKind.TEXT),
            ChatEvent.toolCallStarted(1, 0, "call_1", "look"),
            ChatEvent.delta(0, BlockKind.TEXT, "a"),
            ChatEvent.delta(1, BlockKind.TOOL_CALL, "{}"),
            ChatEvent.blockEnded(0),
            ChatEvent.blockEnded(1, "signed"));
  }

  @Test
  void accept_textCutAnywhere_joinsToTheSameAndNeverEndsInHalfAPair() {
    String text = "a\uD83C\uDF0Db\uD83D\uDE00\uD83D\uDE00c é 日本";
    for (int seed = 0; seed < 500; seed++) {
      out.clear();
      var cut = new Blocks(out::add);
      cut.accept(ChatEvent.blockStarted(0, 0, BlockKind.TEXT));
      var random = new Random(seed);
      for (int at = 0; at < text.length(); ) {
        int to = Math.min(text.length(), at + 1 + random.nextInt(3));
        cut.accept(ChatEvent.delta(0, BlockKind.TEXT, text.substring(at, to)));
        at = to;
      }
      cut.accept(ChatEvent.blockEnded(0));

      assertThat(deltas()).as("seed " + seed).noneMatch(BlocksTest::endsInHalf);
      assertThat(String.join("", deltas())).as("seed " + seed).isEqualTo(text);
    }
  }

  @Test
  void accept_halfAPairAtTheEnd_isReplacedNotLost() {
    blocks.accept(ChatEvent.blockStarted(0, 0, BlockKind.TEXT));
    blocks.accept(ChatEvent.delta(0, BlockKind.TEXT, "a\uD83C"));
    blocks.accept(ChatEvent.blockEnded(0));

    assertThat(deltas()).containsExactly("a", "\uFFFD");
  }

  @Test
  void accept_deltaOfABlockThatWasNotStarted_isRefused() {
    assertThatThrownBy(() -> blocks.accept(ChatEvent.delta(0, BlockKind.TEXT, "a")))
        .isInstanceOf(OrderException.class)
        .hasMessage("block 0 was not started");
  }

  @Test
  void accept_deltaAfterTheEnd_isRefused() {
    blocks.accept(ChatEvent.blockStarted(0, 0, BlockKind.TEXT));
    blocks.accept(ChatEvent.blockEnded(0));

    assertThatThrownBy(() -> blocks.accept(ChatEvent.delta(0, BlockKind.TEXT, "a")))
        .isInstanceOf(OrderException.class)
        .hasMessage("block 0 has ended");
  }

  @Test
  void accept_deltaOfAnotherKind_isRefused() {
    blocks.accept(ChatEvent.blockStarted(0, 0, BlockKind.TEXT));

    assertThatThrownBy(() -> blocks.accept(ChatEvent.delta(0, BlockKind.REASONING, "a")))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("block 0 is TEXT, but a delta is REASONING");
  }

  @Test
  void accept_blockStartedTwice_isRefused() {
    blocks.accept(ChatEvent.blockStarted(0, 0, BlockKind.TEXT));

    assertThatThrownBy(() -> blocks.accept(ChatEvent.blockStarted(0, 0, BlockKind.TEXT)))
        .isInstanceOf(OrderException.class);
  }

  @Test
  void accept_completedWhileABlockIsOpen_isRefused() {
    blocks.accept(ChatEvent.blockStarted(0, 0, BlockKind.TEXT));

    assertThatThrownBy(() -> blocks.accept(ChatEvent.completed()))
        .isInstanceOf(OrderException.class)
        .hasMessage("completed while 1 blocks are open");
  }

  private List<String> deltas() {
    return out.stream()
        .filter(Delta.class::isInstance)
        .map(event -> ((Delta) event).text())
        .collect(Collectors.toList());
  }

  private static boolean endsInHalf(String text) {
    return Character.isHighSurrogate(text.charAt(text.length() - 1));
  }
}
