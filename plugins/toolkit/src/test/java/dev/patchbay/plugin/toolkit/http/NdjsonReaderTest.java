package dev.patchbay.plugin.toolkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NdjsonReaderTest {
  private final List<String> lines = new ArrayList<>();
  private final NdjsonReader reader =
      new NdjsonReader((name, buffer, offset, length) ->
          lines.add(name + new String(buffer, offset, length, UTF_8).strip()));

  private void read(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    reader.bytes(bytes, 0, bytes.length);
  }

  @Test
  void bytes_linesOfBothKinds_areEvents() {
    read("{\"a\":1}\n{\"b\":2}\r\n\n  \n{\"c\":3}\n");
    assertThat(lines).containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}");
  }

  @Test
  void bytes_cutAnywhere_areSameEvents() {
    byte[] text = "{\"ü\":1}\n{\"日\":2}\n".getBytes(UTF_8);
    for (byte one : text) {
      reader.bytes(new byte[] {0, one}, 1, 1);
    }
    assertThat(lines).containsExactly("{\"ü\":1}", "{\"日\":2}");
  }

  @Test
  void end_lastLineWithoutItsEnd_counts() {
    read("{\"a\":1}\n{\"b\"");
    read(":2}");
    reader.end();
    assertThat(lines).containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  @Test
  void bytes_lineWithoutEnd_isBounded() {
    byte[] piece = new byte[Framing.MAX_EVENT];
    reader.bytes(piece, 0, piece.length);
    assertThatThrownBy(() -> reader.bytes(piece, 0, 1))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("longer than 33554432 bytes");
  }
}
