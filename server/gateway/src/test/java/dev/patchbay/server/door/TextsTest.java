package dev.patchbay.server.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextsTest {
  @Test
  void cut_textThatFits_isLeftAsItIs() {
    assertThat(Texts.cut("", 3)).isEmpty();
    assertThat(Texts.cut("abcdé", 6)).isEqualTo("abcdé");
    assertThat(Texts.cut("😀😀", 8)).isEqualTo("😀😀");
  }

  @Test
  void cut_longerText_endsOnACodePointWithAnEllipsis() {
    assertThat(Texts.cut("abcdefgh", 7)).isEqualTo("abcd…");
    assertThat(Texts.cut("😀😀😀", 11)).isEqualTo("😀😀…");
    assertThat(Texts.cut("😀😀😀", 10)).isEqualTo("😀…");
    assertThat(Texts.cut("éé", 3)).isEqualTo("…");
    assertThat(Texts.cut("x".repeat(600), 511).getBytes(UTF_8)).hasSize(511);
  }

  @Test
  void cut_halvesOfSurrogatePairs_becomeReplacementCharacters() {
    assertThat(Texts.cut("a\ud83d b\ude00", 20)).isEqualTo("a\ufffd b\ufffd");
  }

  @Test
  void cutForHeader_charactersThatAreEscaped_countAsTheirEscapes() {
    assertThat(Texts.cutForHeader("a%~b", 8)).isEqualTo("a%~b");
    assertThat(Texts.cutForHeader("100 % of it", 10)).isEqualTo("1…");
    assertThat(Texts.cutForHeader("é", 6)).isEqualTo("é");
  }

  @Test
  void quote_longValue_showsItsBeginning() {
    assertThat(Texts.quote("abc")).isEqualTo("\"abc\"");
    assertThat(Texts.quote("x".repeat(65))).isEqualTo('"' + "x".repeat(63) + "…\"");
  }
}
