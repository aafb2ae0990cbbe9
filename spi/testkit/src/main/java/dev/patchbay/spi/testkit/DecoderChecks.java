package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Decoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What a decoder must do with one recorded response. Each check throws if it does not. */
final class DecoderChecks {
  private static final int WAYS = 200;

  private final RecordedCase recorded;
  private final Supplier<Decoder<ChatEvent>> decoders;
  private final long seed;
  private final byte[] body;

  DecoderChecks(RecordedCase recorded, Supplier<Decoder<ChatEvent>> decoders, long seed) {
    this.recorded = recorded;
    this.decoders = decoders;
    this.seed = seed;
    this.body = recorded.body();
  }

  private List<ChatEvent> reference() {
    return Replay.gently(decoders.get(), recorded);
  }

  void givesWhatIsExpected() {
    List<ChatEvent> events = reference();
    String expected = recorded.events();
    if (expected != null) {
      assertThat(EventText.of(events)).as("events of %s", recorded).isEqualTo(expected);
    }
    RecordedCase.Ending ending = ending(events);
    if (recorded.ending() != null) {
      String text = EventText.of(events);
      assertThat(ending).as("ending of %s:\n%s", recorded, text).isEqualTo(recorded.ending());
    }
    if (recorded.error() != null) {
      ChatEvent last = events.get(events.size() - 1);
      assertThat(last).as("last event of %s", recorded).isInstanceOf(ChatEvent.Failed.class);
      ChatEvent.Failed failed = (ChatEvent.Failed) last;
      assertThat(failed.error().kind())
          .as("error of %s: %s", recorded, failed.error())
          .isEqualTo(recorded.error());
    }
  }

  void obeysTheOrder() {
    EventOrder.check(reference());
  }

  void saysTheSameByteByByte() {
    same(reference(), IntStream.range(1, body.length).toArray(), "byte by byte");
  }

  /** Cuts in every place where two bytes belong together. */
  void saysTheSameForNastyCuts() {
    int[] cuts =
        IntStream.range(1, body.length)
            .filter(i -> body[i] == '\n' || body[i - 1] == '\n' || (body[i] & 0xC0) == 0x80)
            .toArray();
    same(reference(), cuts, "at line ends and inside UTF-8 sequences");
  }

  void saysTheSameForRandomCuts() {
    List<ChatEvent> reference = reference();
    Random random = new Random(seed);
    for (int i = 0; i < WAYS && body.length > 1; i++) {
      int count = 1 + random.nextInt(Math.min(60, body.length));
      int[] cuts = random.ints(count, 1, body.length).sorted().distinct().toArray();
      same(reference, cuts, "cut " + i + " of seed " + seed + " at " + Arrays.toString(cuts));
    }
  }

  private void same(List<ChatEvent> reference, int[] cuts, String how) {
    List<ChatEvent> events =
        Replay.cut(decoders.get(), recorded, body.length, cuts, true, seed + cuts.length);
    if (!events.equals(reference)) {
      assertThat(EventText.of(events))
          .as("events of %s, %s, buffers spoiled after each call", recorded, how)
          .isEqualTo(EventText.of(reference));
      assertThat(events).isEqualTo(reference);
    }
  }

  void neverTakesTruncatedForWhole() {
    List<ChatEvent> reference = reference();
    Random random = new Random(seed);
    boolean few = body.length <= WAYS;
    IntStream places =
        few
            ? IntStream.range(0, body.length)
            : IntStream.concat(
                random.ints(WAYS, 0, body.length), IntStream.range(body.length - 20, body.length));
    places.forEach(place -> truncated(reference, place));
  }

  private void truncated(List<ChatEvent> reference, int place) {
    int[] cuts = new Random(seed + place).ints(8, 0, place + 1).sorted().toArray();
    for (boolean whole : new boolean[] {false, true}) {
      List<ChatEvent> events =
          Replay.cut(decoders.get(), recorded, place, cuts, whole, seed + place);
      String how = " of " + recorded + " after " + place + " of " + body.length + " bytes";
      try {
        EventOrder.check(events);
      } catch (AssertionError e) {
        throw new AssertionError("cut off" + how + ": " + e.getMessage(), e);
      }
      boolean completed = ending(events) == RecordedCase.Ending.COMPLETED;
      if (completed && !whole && !events.equals(reference)) {
        throw new AssertionError(
            "says Completed" + how + ", though the connection was cut and not all had come");
      }
    }
  }

  void saysNothingAfterTheEnd() {
    List<ChatEvent> reference = reference();
    if (ending(reference) != RecordedCase.Ending.NONE) {
      EventOrder.check(Replay.beyond(decoders.get(), recorded));
    }
  }

  void keepsTheKeyToItself(String key) {
    String text = EventText.of(reference());
    assertThat(text)
        .as("events of %s", new String(body, StandardCharsets.UTF_8))
        .doesNotContain(key);
  }

  static RecordedCase.Ending ending(List<ChatEvent> events) {
    ChatEvent last = events.isEmpty() ? null : events.get(events.size() - 1);
    if (last instanceof ChatEvent.Completed) {
      return RecordedCase.Ending.COMPLETED;
    }
    return last instanceof ChatEvent.Failed ? RecordedCase.Ending.FAILED : RecordedCase.Ending.NONE;
  }
}
