package dev.patchbay.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonReaderTest {
  private static final byte[] DELTA = "delta".getBytes(UTF_8);

  private static JsonReader over(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return new JsonReader().over(bytes, 0, bytes.length);
  }

  @Test
  void position_memberBeforeItsNumber_isReadLater() {
    JsonReader reader = over("{\"delta\":{\"a\":[1,\"}\"]},\"index\":7}");
    int at = -1;
    long index = -1;
    reader.beginObject();
    while (reader.nextMember()) {
      if (reader.nameIs(DELTA)) {
        at = reader.pass();
      } else {
        index = reader.integer();
      }
    }
    int resume = reader.position();
    reader.position(at);
    assertThat(reader.raw()).isEqualTo("{\"a\":[1,\"}\"]}");
    reader.position(resume);
    reader.end();
    assertThat(index).isEqualTo(7);
  }

  @Test
  void nameIs_nameWithEscapes_comparesWhatItSays() {
    JsonReader reader = over("{\"d\\u0065lta\":1}");
    reader.beginObject();
    assertThat(reader.nextMember()).isTrue();
    assertThat(reader.nameIs(DELTA)).isTrue();
    assertThat(reader.name()).isEqualTo("delta");
    assertThat(reader.integer()).isEqualTo(1);
  }

  @Test
  void pass_whiteSpaceBefore_isNotPartOfTheValue() {
    JsonReader reader = over(" \n[1] ");
    assertThat(reader.pass()).isEqualTo(2);
    assertThat(reader.position()).isEqualTo(5);
  }

  /** What room a long text needs is not kept for the next. */
  @Test
  void string_escapesInLongAndShortTexts_areRead() {
    String much = "ab\u00fc\\/".repeat(20_000);
    JsonReader reader = over("[\"" + much + "\",\"\\n\",\"" + much + "\"]");
    reader.beginArray();
    for (String expected : List.of("ab\u00fc/".repeat(20_000), "\n", "ab\u00fc/".repeat(20_000))) {
      assertThat(reader.nextElement()).isTrue();
      assertThat(reader.string()).isEqualTo(expected);
    }
    assertThat(reader.nextElement()).isFalse();
  }

  @Test
  void string_loneSurrogateEscape_staysOne() {
    assertThat(over("\"a\\ud83d\"").string()).isEqualTo("a\ud83d");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-12, -12",
    "1.9, 1",
    "2e3, 2000",
    "9223372036854775807, 9223372036854775807",
    "14663482367758619000, 9223372036854775807"
  })
  void integer_anyNumber_isTheWholePart(String text, long expected) {
    assertThat(over(text).integer()).isEqualTo(expected);
  }

  @Test
  void number_manyDigits_keepsThem() {
    assertThat(over(" 14663482367758619000 ").number()).isEqualTo("14663482367758619000");
    assertThat(over("1.10").number()).isEqualTo("1.10");
  }

  @Test
  void anyText_stringNumberOrNull_isText() {
    assertThat(over("\"429\"").anyText()).isEqualTo("429");
    assertThat(over("429").anyText()).isEqualTo("429");
    assertThat(over("null").anyText()).isNull();
  }

  @Test
  void skip_deeperThanTheLimit_isRefused() {
    String most = "[".repeat(JsonReader.MAX_DEPTH) + "]".repeat(JsonReader.MAX_DEPTH);
    over(most).skipToEnd();
    assertThatThrownBy(() -> over("[" + most + "]").skipToEnd())
        .isInstanceOf(JsonException.class)
        .hasMessage("nested deeper than 64 at byte 64");
  }

  @Test
  void over_byteOrderMark_isPassed() {
    assertThat(over("\uFEFF{}").peek()).isEqualTo('{');
  }

  @Test
  void string_endOfRangeInside_neverLooksBeyond() {
    byte[] bytes = "{\"a\":\"bc\"}".getBytes(UTF_8);
    for (int length = 0; length < bytes.length; length++) {
      JsonReader reader = new JsonReader().over(bytes, 0, length);
      assertThatThrownBy(reader::skipToEnd)
          .as("the first %s bytes", length)
          .isInstanceOf(JsonException.class);
    }
  }
}
