package dev.patchbay.plugin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WholeCharactersTest {
  private static final String TEXT = "aé中😀 plain ñ\u0000 ‰𝄞";

  @Test
  void add_byteByByte_givesWholeCharactersOnly() {
    var characters = new WholeCharacters();
    var out = new StringBuilder();
    for (byte one : TEXT.getBytes(StandardCharsets.UTF_8)) {
      String text = characters.add(new byte[] {one});
      assertThat(text.codePoints().count()).isLessThanOrEqualTo(1);
      out.append(text);
    }
    assertThat(out).hasToString(TEXT);
  }

  @Test
  void add_randomCuts_giveTheSameText() {
    long seed = 7;
    var random = new Random(seed);
    byte[] utf8 = TEXT.repeat(3).getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 500; round++) {
      var characters = new WholeCharacters();
      var out = new StringBuilder();
      for (int at = 0, end; at < utf8.length; at = end) {
        end = Math.min(utf8.length, at + random.nextInt(6));
        out.append(characters.add(Arrays.copyOfRange(utf8, at, end)));
      }
      assertThat(out).as("seed %s, round %s", seed, round).hasToString(TEXT.repeat(3));
    }
  }

  @Test
  void add_bytesThatAreNoCharacter_areReplaced() {
    assertThat(new WholeCharacters().add(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a\ufffdb");
  }

  @Test
  void add_characterThatIsNeverWhole_isLeftOut() {
    assertThat(new WholeCharacters().add(new byte[] {'a', (byte) 0xf0, (byte) 0x9f}))
        .isEqualTo("a");
  }
}
