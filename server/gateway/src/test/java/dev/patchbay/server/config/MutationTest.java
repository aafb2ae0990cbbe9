package dev.patchbay.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.common.primitives.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, it is read or refused with problems of one line each. */
class MutationTest {
  private static final int ROUNDS = 1000;
  private static final String YAML_MARKS = "{}[]:,&*!|>'\"%@`#-?\n\t <~\\$";

  @ParameterizedTest
  @ValueSource(strings = {"built.yaml", "everything.yaml"})
  void read_mutatedFile_throwsNothingButProblems(String name, @TempDir Path temporary) {
    ConfigFolder folder = ConfigFolder.furnished(temporary);
    byte[] good = ConfigFolder.resource(name).getBytes(StandardCharsets.UTF_8);
    for (long seed = 0; seed < ROUNDS; seed++) {
      readOrRefuse(folder.file("c.yaml", mutated(good, new Random(seed))), seed);
    }
  }

  private static void readOrRefuse(ConfigFolder folder, long seed) {
    try {
      folder.read();
    } catch (ConfigurationException e) {
      assertThat(e.problems())
          .as("seed %d", seed)
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem.toString()).hasLineCount(1))
          .isSortedAccordingTo(Comparator.comparing(Problem::at));
    } catch (RuntimeException e) {
      fail("seed " + seed, e);
    }
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bytes = good;
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = mutatedOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] mutatedOnce(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(30));
    byte[] cut = Arrays.copyOfRange(bytes, from, to);
    byte mark = (byte) YAML_MARKS.charAt(random.nextInt(YAML_MARKS.length()));
    return switch (random.nextInt(5)) {
      case 0 -> replaced(bytes, from, from + 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> replaced(bytes, from, from + 1, new byte[] {mark});
      case 2 -> replaced(bytes, from, from, new byte[] {mark});
      case 3 -> replaced(bytes, from, to, new byte[0]);
      default -> {
        int there = random.nextInt(bytes.length);
        yield replaced(bytes, there, there, cut);
      }
    };
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    return Bytes.concat(
        Arrays.copyOf(bytes, from), by, Arrays.copyOfRange(bytes, to, bytes.length));
  }
}
