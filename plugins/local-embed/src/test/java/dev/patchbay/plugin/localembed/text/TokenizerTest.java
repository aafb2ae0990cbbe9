package dev.patchbay.plugin.localembed.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.testkit.SmallJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against the ids that Hugging Face's tokenizers 0.23.3 gives for the same tokenizer.json. */
final class TokenizerTest {
  private static final Path REFERENCE = Path.of("src", "test", "resources", "tokens.jsonl");

  private static Tokenizer tokenizer;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in =
        Tokenizer.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
      tokenizer = Tokenizer.read(Objects.requireNonNull(in).readAllBytes());
    }
  }

  private static int[] tokens(String text) {
    return tokenizer.tokens(text, Integer.MAX_VALUE, () -> false);
  }

  @Test
  void tokens_anyText_areTheReferences() throws IOException {
    List<String> lines = Files.readAllLines(REFERENCE);
    assertThat(lines).hasSizeGreaterThan(400);
    for (String line : lines) {
      Map<String, @Nullable Object> reference = SmallJson.object(line);
      int[] expected =
          ((List<?>) Objects.requireNonNull(reference.get("ids")))
              .stream().mapToInt(id -> Integer.parseInt(((SmallJson.Numeral) id).text())).toArray();
      assertThat(tokens((String) Objects.requireNonNull(reference.get("text"))))
          .as("%s", line)
          .isEqualTo(expected);
    }
  }

  /** The reference would take it for the mark itself. */
  @Test
  void tokens_textThatLooksLikeAMark_areWords() {
    assertThat(tokens("[SEP]")).containsExactly(101, 1031, 19802, 1033, 102);
  }

  @Test
  void tokens_nothingToRead_areTheMarksAlone() {
    assertThat(tokens("")).containsExactly(101, 102);
    assertThat(tokens(" \n\u00a0\u200b\u0301")).containsExactly(101, 102);
  }

  @Test
  void tokens_moreThanWanted_stopsSoon() {
    String text = "word ".repeat(1_000_000);
    assertThat(tokenizer.tokens(text, 10, () -> false)).hasSize(12);
    assertThat(tokenizer.tokens(text, Integer.MAX_VALUE, () -> true)).hasSize(3);
  }

  /** Neither words nor memory grow with it. */
  @Test
  void tokens_oneEndlessWord_isUnknown() {
    assertThat(tokens("x".repeat(5_000_000))).containsExactly(101, 100, 102);
    assertThat(tokens("\u00e9".repeat(1_000_000))).containsExactly(101, 100, 102);
  }

  @Test
  void read_anotherFile_isTold() {
    for (String json : List.of("{}", "{\"model\":{\"vocab\":{\"a\":1}}}", "[", "{\"model\":1}")) {
      assertThatThrownBy(() -> Tokenizer.read(json.getBytes(UTF_8)))
          .as(json)
          .isInstanceOf(IOException.class);
    }
  }
}
