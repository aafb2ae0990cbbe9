package dev.patchbay.plugin.toolkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SseReaderTest {
  private static final long SEED = Long.getLong("patchbay.testkit.seed", 20_261_124L);

  /** A stream, and its events as {@code name|data}. */
  record Sample(String stream, List<String> events) {}

  private static Sample sample(String stream, String... events) {
    return new Sample(stream, List.of(events));
  }

  static List<Sample> samples() {
    return List.of(
        sample("data: a\n\ndata: b\n\n", "|a", "|b"),
        sample("data: a\r\n\r\ndata: b\r\n\r\n", "|a", "|b"),
        sample("data: a\r\rdata: b\r\r", "|a", "|b"),
        sample("data: a\n\r\ndata: b\r\n\ndata: c\r\r\n", "|a", "|b", "|c"),
        sample("\uFEFFdata: a\n\n", "|a"),
        sample(": hello\n\n:\n: again\ndata: a\n: inside\n\n", "|a"),
        sample("data:a\n\ndata:  b\n\n", "|a", "| b"),
        sample(
            "event: ping\ndata: a\n\ndata: b\nevent: late\n\ndata: c\n\n",
            "ping|a",
            "late|b",
            "|c"),
        sample("data: a\ndata: b\ndata\ndata:\n\n", "|a\nb\n\n"),
        sample("id: 1\nretry: 10\nunknown\ndatax: no\nevents: no\ndata: a\n\n", "|a"),
        sample("data: a\n\ndata: last", "|a", "|last"),
        sample("data: a\n\ndata: last\n", "|a", "|last"),
        sample("event: only\n\ndata: a\n\n", "|a"),
        sample("data: Grüße \uD83D\uDE00 日本\n\n", "|Grüße \uD83D\uDE00 日本"),
        sample("\n\n\r\n\r", new String[0]),
        sample("", new String[0]));
  }

  private static List<String> read(byte[] stream, int[] cuts) {
    List<String> events = new ArrayList<>();
    SseReader reader =
        new SseReader((name, buffer, offset, length) ->
            events.add(name + "|" + new String(buffer, offset, length, UTF_8)));
    int from = 0;
    for (int cut : cuts) {
      piece(reader, stream, from, cut);
      from = cut;
    }
    piece(reader, stream, from, stream.length);
    reader.end();
    return events;
  }

  private static void piece(SseReader reader, byte[] stream, int from, int to) {
    if (to > from) {
      byte[] buffer = new byte[to - from + 2];
      Arrays.fill(buffer, (byte) '\n');
      System.arraycopy(stream, from, buffer, 1, to - from);
      reader.bytes(buffer, 1, to - from);
      Arrays.fill(buffer, (byte) '#');
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void bytes_cutInAnyWay_givesTheSameEvents(Sample sample) {
    byte[] stream = sample.stream().getBytes(UTF_8);
    assertThat(read(stream, new int[0])).as("in one piece").isEqualTo(sample.events());
    int[] everywhere = java.util.stream.IntStream.range(1, stream.length).toArray();
    assertThat(read(stream, everywhere)).as("byte by byte").isEqualTo(sample.events());
    Random random = new Random(SEED);
    for (int i = 0; i < 200 && stream.length > 1; i++) {
      int[] cuts = random.ints(1 + random.nextInt(5), 1, stream.length).sorted().toArray();
      assertThat(read(stream, cuts))
          .as("seed %s, cut at %s", SEED, Arrays.toString(cuts))
          .isEqualTo(sample.events());
    }
  }

  @Test
  void bytes_eventWithoutEnd_isRefusedAtItsBound() {
    SseReader line = new SseReader((name, buffer, offset, length) -> {});
    assertRefused(line, "data: " + "x".repeat(1000));
    SseReader lines = new SseReader((name, buffer, offset, length) -> {});
    assertRefused(lines, "data: " + "x".repeat(1000) + "\n");
  }

  @Test
  void bytes_commentBesideData_isBoundedWithIt() {
    SseReader both = new SseReader((name, buffer, offset, length) -> {});
    byte[] half = new byte[Framing.MAX_EVENT / 2];
    byte[] data = "data: ".getBytes(UTF_8);
    both.bytes(data, 0, data.length);
    both.bytes(half, 0, half.length);
    both.bytes("\n:".getBytes(UTF_8), 0, 2);
    assertThatThrownBy(() -> both.bytes(half, 0, half.length))
        .isInstanceOf(ProviderException.class);
  }

  private static void assertRefused(SseReader reader, String piece) {
    byte[] bytes = piece.getBytes(UTF_8);
    assertThatThrownBy(
            () -> {
              for (int read = 0; read <= SseReader.MAX_EVENT + bytes.length; read += 1000) {
                reader.bytes(bytes, 0, bytes.length);
              }
            })
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.BAD_RESPONSE))
        .hasMessageContaining("33554432");
  }
}
