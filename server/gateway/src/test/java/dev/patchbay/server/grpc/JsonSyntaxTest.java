package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSyntaxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " \t\r\n{ } \n",
        "{\"a\":1,\"b\":[true,false,null],\"c\":{\"d\":\"e\"}}",
        "{\"\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\"}",
        "{\"n\":[0,-0,10,-1.5,1e9,1E-9,0.25e+10,9007199254740993]}",
        "{\"a\" : [ ] , \"b\" : [ 1 , 2 ] }",
        "{\"é😀\":\"\u007f\u2028\"}",
        "{\"a\":1,\"a\":2}"
      })
  void objectError_oneObject_findsNothing(String text) {
    assertThat(JsonSyntax.objectError(text)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "~~, 0",
        "[], 0",
        "1, 0",
        "~\"a\"~, 0",
        "null, 0",
        "{, 1",
        "{}x, 2",
        "~{},{}~, 2",
        "{a:1}, 1",
        "{'a':1}, 1",
        "~{\"a\"}~, 4",
        "~{\"a\" 1}~, 5",
        "~{\"a\":}~, 5",
        "~{\"a\":1,}~, 7",
        "~{,\"a\":1}~, 1",
        "~{\"a\":1 \"b\":2}~, 7",
        "~{\"a\":[1,]}~, 8",
        "~{\"a\":[1}~, 7",
        "~{\"a\":[~, 6",
        "~{\"a\":01}~, 6",
        "~{\"a\":.5}~, 5",
        "~{\"a\":1.}~, 7",
        "~{\"a\":1e}~, 7",
        "~{\"a\":+1}~, 5",
        "~{\"a\":-}~, 6",
        "~{\"a\":NaN}~, 5",
        "~{\"a\":tru}~, 8",
        "~{\"a\":nulll}~, 9",
        "~{\"a\":\"b~, 7",
        "~{\"a\":\"\\x\"}~, 7",
        "~{\"a\":\"\\u12g4\"}~, 10",
        "~{\"a\":\"\\~, 7",
        "~{\"a\":1}}~, 7",
      })
  void objectError_notOneObject_tellsWhere(String text, int where) {
    assertThat(JsonSyntax.objectError(text)).isEqualTo(where);
  }

  @Test
  void objectError_controlCharacters_areWrongEverywhere() {
    assertThat(JsonSyntax.objectError("{\"a\":\"\n\"}")).isEqualTo(6);
    assertThat(JsonSyntax.objectError("{\"a\":\"\0\"}")).isEqualTo(6);
    assertThat(JsonSyntax.objectError("{\"a\":1}\0")).isEqualTo(7);
    assertThat(JsonSyntax.objectError("\uFEFF{}")).isZero();
    assertThat(JsonSyntax.objectError("{\u00a0}")).isEqualTo(1);
  }

  @Test
  void objectError_deepNesting_isRefusedWithoutRunningOutOfStack() {
    String open = "{\"a\":" + "[".repeat(JsonSyntax.MAX_DEPTH - 1);
    String close = "]".repeat(JsonSyntax.MAX_DEPTH - 1) + "}";

    assertThat(JsonSyntax.objectError(open + close)).isEqualTo(-1);
    assertThat(JsonSyntax.objectError(open + "[]" + close)).isEqualTo(open.length());
    assertThat(JsonSyntax.objectError("{\"a\":" + "[".repeat(1_000_000))).isPositive();
  }

  @Test
  void objectError_anyTextAtAll_staysWithinIt() {
    long seed = ThreadLocalRandom.current().nextLong();
    var random = new Random(seed);
    String alphabet = "{}[]\",:\\u0e-+. tfnalse\n\0é";
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder("{\"");
      for (int n = random.nextInt(20); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(JsonSyntax.objectError(text.toString()))
          .as("seed %d, text %s", seed, text)
          .isBetween(-1, text.length());
    }
  }
}
