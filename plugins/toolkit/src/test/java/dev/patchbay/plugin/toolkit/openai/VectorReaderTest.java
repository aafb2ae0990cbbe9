package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VectorReaderTest {
  private static int parse(String text) {
    byte[] bytes = ("  " + text + ",9").getBytes(US_ASCII);
    return Float.floatToRawIntBits(VectorReader.parse(bytes, 2, bytes.length - 2));
  }

  private static int oracle(String text) {
    return Float.floatToRawIntBits(Float.parseFloat(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0.0",
        "1",
        "-1",
        "1E0",
        "1e+2",
        "1.5e-3",
        "-1.309886e-05",
        "1e39",
        "-1e39",
        "3.4028235e38",
        "3.4028236e38",
        "1.4e-45",
        "1e-46",
        "1.17549435E-38",
        "1e-39",
        "16777217",
        "16777219",
        "0.1000000000000000000001",
        "1e999999999999",
        "-1e-999999999999",
        "123456789012345",
        "1234567890123456",
        "0.000000000000000000000001",
        "33554434.5",
        "8388608.5",
        "8388609.5"
      })
  void parse_edges_areAsTheJdkHasThem(String text) {
    assertThat(parse(text)).as(text).isEqualTo(oracle(text));
  }

  @Test
  void parse_anyNumber_isAsTheJdkHasIt() {
    Random random = new Random(20_261_124L);
    for (int i = 0; i < 200_000; i++) {
      String text =
          switch (i % 4) {
            case 0 -> Float.toString((random.nextFloat() - 0.5f) / 8);
            case 1 -> Double.toString(random.nextGaussian() / 20);
            case 2 -> finite(Float.intBitsToFloat(random.nextInt()));
            default ->
                (random.nextInt(2_000_000) - 1_000_000)
                    + "."
                    + random.nextInt(100_000)
                    + "e"
                    + (random.nextInt(60) - 40);
          };
      assertThat(parse(text)).as("%s, number %s", text, i).isEqualTo(oracle(text));
    }
  }

  private static String finite(float value) {
    return Float.toString(Float.isFinite(value) ? value : 1);
  }
}
