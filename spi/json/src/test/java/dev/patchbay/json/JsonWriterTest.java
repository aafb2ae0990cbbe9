package dev.patchbay.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonWriterTest {
  private static String text(JsonWriter writer) {
    return new String(JsonOracleTest.bytes(writer), UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"0.7, 0.7", "1.0, 1", "0, 0", "-0.5, -0.5", "1e300, 1.0E300", "-100.0, -100"})
  void number_double_hasTheFewestDigits(double value, String expected) {
    assertThat(text(new JsonWriter().number(value))).isEqualTo(expected);
  }

  @Test
  void number_notFinite_isRefused() {
    assertThatThrownBy(() -> new JsonWriter().number(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void string_loneSurrogates_areEscapes() {
    assertThat(text(new JsonWriter().string("a\ud83d"))).isEqualTo("\"a\\ud83d\"");
    assertThat(text(new JsonWriter().string("\ude00b"))).isEqualTo("\"\\ude00b\"");
    assertThat(text(new JsonWriter().string("\ud83d\ude00"))).isEqualTo("\"\ud83d\ude00\"");
  }

  /** Long texts are written in runs; a pair must not be torn between two of them. */
  @Test
  void string_pairAtEveryPlace_staysWhole() {
    for (int before = 2040; before < 2056; before++) {
      String text = "x".repeat(before) + "\ud83d\ude00y";
      assertThat(text(new JsonWriter().string(text))).isEqualTo('"' + text + '"');
    }
  }

  @Test
  void json_somebodyElsesText_isAppendedAsItIs() {
    JsonWriter writer = new JsonWriter().beginObject().name("a").json("{\"x\": 1.10 }");
    assertThat(text(writer.name("b").nil().endObject()))
        .isEqualTo("{\"a\":{\"x\": 1.10 },\"b\":null}");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, JsonWriter.SHARED - 1, JsonWriter.SHARED, 100_000})
  void wellFormed_shortOrLong_isAppendedAsItIs(int length) {
    String members = "\"m\": \"" + "x".repeat(length) + "\" ,\"n\":1";
    byte[] bytes = ("{ " + members + " }").getBytes(UTF_8);
    JsonWriter writer = new JsonWriter().beginObject().wellFormed(bytes, 2, bytes.length - 2);
    writer.name("a").wellFormed("[ 1 ]".getBytes(UTF_8), 2, 3).endObject();
    assertThat(text(writer)).isEqualTo("{" + members + ",\"a\":1}");
  }

  @Test
  void wellFormed_long_isNotCopied() {
    byte[] bytes = ("\"" + "x".repeat(JsonWriter.SHARED) + "\"").getBytes(UTF_8);
    List<ByteBuffer> pieces = new JsonWriter().wellFormed(bytes, 0, bytes.length).body();
    assertThat(pieces).singleElement().extracting(ByteBuffer::array).isSameAs(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{} , \"model\":\"x\"", "{", "1,2", "tru"})
  void json_notOneValue_isRefused(String json) {
    assertThatThrownBy(() -> new JsonWriter().beginArray().json(json))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void members_someUnwanted_areLeftOut() {
    JsonWriter writer = new JsonWriter().beginObject().name("a").number(1);
    writer.members("\"b\":[1, 2],\"c\" : null , \"d\\n\":\"}\"", name -> !name.equals("c"));
    assertThat(text(writer.endObject())).isEqualTo("{\"a\":1,\"b\":[1, 2],\"d\\n\":\"}\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\":1},{\"b\":2", "\"a\"", "\"a\":1,", "a:1"})
  void members_notMembers_areRefused(String members) {
    assertThatThrownBy(() -> new JsonWriter().beginObject().members(members, name -> true))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void base64_largeData_isAPieceOfItsOwn() {
    byte[] data = new byte[JsonWriter.OWN_PIECE];
    for (int size : List.of(0, 1, 2, 3, data.length)) {
      ByteBuffer part = ByteBuffer.wrap(data, 0, size).asReadOnlyBuffer();
      JsonWriter writer = new JsonWriter().beginArray().base64("data:;base64,", part).number(1);
      String expected = Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(data, size));
      String written = text(writer.endArray());
      assertThat(written).isEqualTo("[\"data:;base64," + expected + "\",1]");
      assertThat(part.remaining()).isEqualTo(size);
    }
    assertThat(new JsonWriter().base64("x", ByteBuffer.wrap(data)).body()).hasSize(3);
  }
}
