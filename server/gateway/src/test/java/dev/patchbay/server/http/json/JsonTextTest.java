package dev.patchbay.server.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  private static String quoted(String text) {
    ByteBuf out = Unpooled.buffer();
    JsonText.quoted(out, text);
    return out.toString(UTF_8);
  }

  @Test
  void quoted_whatNeedsEscapes_isEscaped() {
    assertThat(quoted("a\"b\\c\n\r\t\u0001é€😀")).isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0001é€😀\"");
  }

  @Test
  void quoted_loneSurrogates_areEscapes() {
    assertThat(quoted("\ud83d")).isEqualTo("\"\\ud83d\"");
    assertThat(quoted("x\ude00y")).isEqualTo("\"x\\ude00y\"");
  }

  @Test
  void quoted_anyText_isAsTheWriterWritesIt() {
    long seed = 20261124;
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      String text = text(random, random.nextInt(40));
      String written = new String(new JsonWriter().string(text).bytes(), UTF_8);
      assertThat(quoted(text)).as("seed %s, text %s", seed, i).isEqualTo(written);
    }
  }

  @Test
  void quoted_pairAcrossAPieceOfWork_staysWhole() {
    String text = "x".repeat(2047) + "😀" + "y".repeat(2046) + "€";
    byte[] written = quoted(text).getBytes(UTF_8);

    assertThat(new JsonReader().over(written, 0, written.length).string()).isEqualTo(text);
  }

  private static String text(Random random, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(
          switch (random.nextInt(4)) {
            case 0 -> (char) random.nextInt(0x80);
            case 1 -> (char) random.nextInt(0x10000);
            case 2 -> (char) (0xD800 + random.nextInt(0x800));
            default -> (char) ('a' + random.nextInt(26));
          });
    }
    return text.toString();
  }
}
