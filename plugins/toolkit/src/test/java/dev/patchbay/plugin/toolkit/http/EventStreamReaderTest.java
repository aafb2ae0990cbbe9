package dev.patchbay.plugin.toolkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** Against frames that Amazon's own library writes and reads. */
final class EventStreamReaderTest {
  private static final long SEED = Long.getLong("patchbay.testkit.seed", 20_261_124L);
  private static final int ROUNDS = 300;

  private final Random random = new Random(SEED);

  /** What a reader has told, as texts. */
  private static final class Told {
    final List<String> all = new ArrayList<>();
    final EventStreamReader reader =
        new EventStreamReader(
            (name, buffer, offset, length) ->
                all.add("event|" + name + "|" + new String(buffer, offset, length, UTF_8)),
            (type, message, buffer, offset, length) ->
                all.add(
                    "failure|"
                        + type
                        + "|"
                        + message
                        + "|"
                        + new String(buffer, offset, length, UTF_8)));

    void read(byte[] stream, int... cuts) {
      int from = 0;
      for (int cut : cuts) {
        piece(stream, from, cut);
        from = cut;
      }
      piece(stream, from, stream.length);
    }

    /** In a buffer that is spoiled afterwards and begins somewhere. */
    private void piece(byte[] stream, int from, int to) {
      if (to > from) {
        byte[] buffer = new byte[to - from + 7];
        System.arraycopy(stream, from, buffer, 3, to - from);
        reader.bytes(buffer, 3, to - from);
        Arrays.fill(buffer, (byte) 'X');
      }
    }
  }

  private static byte[] bytes(Message message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.encode(out);
    return out.toByteArray();
  }

  private static Message event(String type, String payload) {
    Map<String, HeaderValue> headers = new HashMap<>();
    headers.put(":message-type", HeaderValue.fromString("event"));
    headers.put(":event-type", HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    return new Message(headers, payload.getBytes(UTF_8));
  }

  private Message anyMessage() {
    String payload = "ü".repeat(random.nextInt(300));
    Message plain = event(random.nextBoolean() ? "chunk" : "metadata", payload);
    Map<String, HeaderValue> headers = new HashMap<>(plain.getHeaders());
    if (random.nextInt(4) == 0) {
      headers.put("a", HeaderValue.fromBoolean(random.nextBoolean()));
      // The library writes bytes and shorts without their value.
      headers.put("d", HeaderValue.fromInteger(random.nextInt()));
      headers.put("e", HeaderValue.fromLong(random.nextLong()));
      headers.put("f", HeaderValue.fromByteArray(new byte[1 + random.nextInt(50)]));
      headers.put("g", HeaderValue.fromTimestamp(Instant.ofEpochMilli(random.nextInt())));
      headers.put("h", HeaderValue.fromUuid(new UUID(random.nextLong(), random.nextLong())));
    }
    if (random.nextInt(6) == 0) {
      headers.put(":message-type", HeaderValue.fromString("exception"));
      headers.put(":exception-type", HeaderValue.fromString("throttlingException"));
    }
    return new Message(headers, plain.getPayload());
  }

  private static String expected(Message message) {
    String payload = new String(message.getPayload(), UTF_8);
    return header(message, ":message-type").equals("event")
        ? "event|" + header(message, ":event-type") + "|" + payload
        : "failure|" + header(message, ":exception-type") + "|null|" + payload;
  }

  private static String header(Message message, String name) {
    return requireNonNull(message.getHeaders().get(name)).getString();
  }

  private byte[] stream(List<Message> messages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    messages.forEach(message -> out.writeBytes(bytes(message)));
    return out.toByteArray();
  }

  private List<Message> anyMessages() {
    List<Message> messages = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      messages.add(anyMessage());
    }
    return messages;
  }

  private int[] cuts(int length) {
    return random.ints(random.nextInt(20), 0, length).sorted().distinct().toArray();
  }

  @Test
  void bytes_framesOfAmazonsLibraryCutAtRandom_areTheSameEvents() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Message> messages = anyMessages();
      byte[] stream = stream(messages);
      Told told = new Told();
      told.read(stream, cuts(stream.length));
      told.reader.end();
      assertThat(told.all)
          .as("round %s of seed %s", round, SEED)
          .isEqualTo(messages.stream().map(EventStreamReaderTest::expected).toList());
    }
  }

  @Test
  void bytes_oneByOne_areTheSameEvents() {
    byte[] stream = stream(List.of(event("a", "{}"), event("b", ""), event("a", "日本")));
    Told told = new Told();
    for (int i = 0; i < stream.length; i++) {
      told.read(new byte[] {stream[i]});
    }
    assertThat(told.all).containsExactly("event|a|{}", "event|b|", "event|a|日本");
  }

  /** CRC32 finds every burst that is shorter than itself. */
  @Test
  void bytes_anyBitFlipped_isToldAndGivesNothingWrong() {
    List<Message> messages = anyMessages();
    byte[] stream = stream(messages);
    List<String> whole = messages.stream().map(EventStreamReaderTest::expected).toList();
    for (int bit = 0; bit < 8 * stream.length; bit++) {
      byte[] flipped = stream.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Told told = new Told();
      assertThatThrownBy(() -> told.read(flipped, cuts(flipped.length)))
          .as("bit %s of seed %s", bit, SEED)
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("checksum");
      assertThat(told.all).isEqualTo(whole.subList(0, told.all.size()));
    }
  }

  @Test
  void end_anywhereButBetweenFrames_isTruncated() {
    List<Message> messages = anyMessages();
    byte[] stream = stream(messages);
    List<Integer> borders = new ArrayList<>(List.of(0));
    messages.forEach(message -> borders.add(borders.getLast() + bytes(message).length));
    for (int length = 0; length <= stream.length; length++) {
      byte[] part = Arrays.copyOf(stream, length);
      Told told = new Told();
      told.read(part, cuts(length + 1));
      if (borders.contains(length)) {
        told.reader.end();
      } else {
        assertThatThrownBy(told.reader::end)
            .as("after %s of %s bytes", length, stream.length)
            .isInstanceOfSatisfying(
                ProviderException.class,
                e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.TRUNCATED));
      }
    }
  }

  /** Whatever comes, it is read as Amazon's library reads it, or told. */
  @Test
  void bytes_garbageInGoodFrames_isReadOrTold() {
    for (int round = 0; round < 20 * ROUNDS; round++) {
      byte[] headers = new byte[random.nextInt(40)];
      random.nextBytes(headers);
      byte[] frame = frame(headers, "{}".getBytes(UTF_8));
      Told told = new Told();
      try {
        told.read(frame, cuts(frame.length));
        assertThat(told.all).hasSize(1);
        MessageDecoder decoder = new MessageDecoder();
        decoder.feed(ByteBuffer.wrap(frame));
        assertThat(decoder.getDecodedMessages()).hasSize(1);
      } catch (ProviderException e) {
        assertThat(e.error().kind()).isEqualTo(ErrorKind.BAD_RESPONSE);
      }
    }
  }

  @Test
  void bytes_errorFrame_isFailureWithItsMessage() {
    Map<String, HeaderValue> headers = new HashMap<>();
    headers.put(":message-type", HeaderValue.fromString("error"));
    headers.put(":error-code", HeaderValue.fromString("InternalError"));
    headers.put(":error-message", HeaderValue.fromString("oops"));
    Told told = new Told();
    told.read(bytes(new Message(headers, new byte[0])));
    assertThat(told.all).containsExactly("failure|InternalError|oops|");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 12, 15, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 33 << 20})
  void bytes_lengthOutOfBounds_isToldBeforeAnythingIsHeld(int length) {
    byte[] prelude = sealed(ByteBuffer.allocate(12).putInt(length).putInt(0), 8);
    assertThatThrownBy(() -> new Told().read(prelude))
        .isInstanceOf(ProviderException.class)
        .hasMessageStartingWith("the event stream can't be read: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, EventStreamReader.MAX_HEADERS + 1, Integer.MAX_VALUE})
  void bytes_headersOutOfBounds_areTold(int length) {
    byte[] prelude = sealed(ByteBuffer.allocate(12).putInt(1 << 20).putInt(length), 8);
    assertThatThrownBy(() -> new Told().read(prelude)).hasMessageContaining("with headers of");
  }

  @Test
  void bytes_largestEvent_isRead() {
    byte[] frame = bytes(event("chunk", "x".repeat(Framing.MAX_EVENT)));
    Told told = new Told();
    told.read(frame, 100, 70_000);
    assertThat(told.all).singleElement().asString().hasSize(12 + Framing.MAX_EVENT);
    byte[] larger = bytes(event("chunk", "x".repeat(Framing.MAX_EVENT + 1)));
    assertThatThrownBy(() -> new Told().read(larger)).hasMessageContaining("longer than 33554432");
  }

  @Test
  void bytes_headersOfAllTypes_arePassedOver() {
    ByteBuffer headers = ByteBuffer.allocate(128);
    int[] lengths = {0, 0, 1, 2, 4, 8, 2, 2, 8, 16};
    for (int type = 0; type < lengths.length; type++) {
      headers.put((byte) 1).put((byte) 'a').put((byte) type).put(new byte[lengths[type]]);
    }
    headers.put((byte) 13).put(":message-type".getBytes(UTF_8)).put((byte) 7);
    headers.putShort((short) 5).put("event".getBytes(UTF_8));
    Told told = new Told();
    told.read(frame(Arrays.copyOf(headers.array(), headers.position()), "{}".getBytes(UTF_8)));
    assertThat(told.all).containsExactly("event||{}");
  }

  @Test
  void bytes_unknownMessageType_isTold() {
    Map<String, HeaderValue> headers = Map.of(":message-type", HeaderValue.fromString("song"));
    byte[] frame = bytes(new Message(headers, new byte[0]));
    assertThatThrownBy(() -> new Told().read(frame)).hasMessageContaining("'song'");
  }

  private static byte[] frame(byte[] headers, byte[] payload) {
    int length = 16 + headers.length + payload.length;
    byte[] frame = new byte[length];
    byte[] prelude = sealed(ByteBuffer.allocate(12).putInt(length).putInt(headers.length), 8);
    ByteBuffer out = ByteBuffer.wrap(frame).put(prelude).put(headers).put(payload);
    return sealed(out, length - 4);
  }

  private static byte[] sealed(ByteBuffer unsealed, int length) {
    CRC32 crc = new CRC32();
    crc.update(unsealed.array(), 0, length);
    return unsealed.putInt(length, (int) crc.getValue()).array();
  }
}
