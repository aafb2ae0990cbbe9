package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.ProviderError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What a decoder must do with one recorded response. Each check throws if it does not.
 *
 * @param <E> the events of the answer
 */
final class DecoderChecks<E> {
  private static final int WAYS = 200;

  /** No decoder needs more: vectors are the largest answers. */
  private static final int MOST_HELD = 144 * 1024 * 1024;

  private final AnswerKind<E> kind;
  private final RecordedCase recorded;
  private final Supplier<Decoder<E>> decoders;
  private final long seed;
  private final byte[] body;

  DecoderChecks(
      AnswerKind<E> kind, RecordedCase recorded, Supplier<Decoder<E>> decoders, long seed) {
    this.kind = kind;
    this.recorded = recorded;
    this.decoders = decoders;
    this.seed = seed;
    this.body = recorded.body();
  }

  private List<E> reference() {
    return Replay.gently(kind, decoders.get(), recorded).events();
  }

  void givesWhatIsExpected() {
    List<E> events = reference();
    String expected = recorded.events();
    if (expected != null) {
      assertThat(kind.text(events)).as("events of %s", recorded).isEqualTo(expected);
    }
    RecordedCase.Ending ending = kind.ending(events);
    if (recorded.ending() != null) {
      String text = kind.text(events);
      assertThat(ending).as("ending of %s:\n%s", recorded, text).isEqualTo(recorded.ending());
    }
    if (recorded.error() != null) {
      assertThat(ending).as("ending of %s", recorded).isEqualTo(RecordedCase.Ending.FAILED);
      ProviderError error = kind.error(events.get(events.size() - 1));
      assertThat(error).as("error of %s", recorded).isNotNull();
      assertThat(error == null ? null : error.kind())
          .as("error of %s: %s", recorded, error)
          .isEqualTo(recorded.error());
    }
  }

  void obeysTheOrder() {
    kind.checkOrder(reference());
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
    List<E> reference = reference();
    Random random = new Random(seed);
    for (int i = 0; i < WAYS && body.length > 1; i++) {
      int count = 1 + random.nextInt(Math.min(60, body.length));
      int[] cuts = random.ints(count, 1, body.length).sorted().distinct().toArray();
      same(reference, cuts, "cut " + i + " of seed " + seed + " at " + Arrays.toString(cuts));
    }
  }

  private void same(List<E> reference, int[] cuts, String how) {
    List<E> events =
        Replay.cut(kind, decoders.get(), recorded, body.length, cuts, true, seed + cuts.length)
            .events();
    if (!events.equals(reference)) {
      assertThat(kind.text(events))
          .as("events of %s, %s, buffers spoiled after each call", recorded, how)
          .isEqualTo(kind.text(reference));
      assertThat(events).isEqualTo(reference);
    }
  }

  void neverTakesTruncatedForWhole() {
    List<E> reference = reference();
    Random random = new Random(seed);
    boolean few = body.length <= WAYS;
    IntStream places =
        few
            ? IntStream.range(0, body.length)
            : IntStream.concat(
                random.ints(WAYS, 0, body.length), IntStream.range(body.length - 20, body.length));
    places.forEach(place -> truncated(reference, place));
  }

  private void truncated(List<E> reference, int place) {
    int[] cuts = new Random(seed + place).ints(8, 0, place + 1).sorted().toArray();
    for (boolean whole : new boolean[] {false, true}) {
      List<E> events =
          Replay.cut(kind, decoders.get(), recorded, place, cuts, whole, seed + place).events();
      String how = " of " + recorded + " after " + place + " of " + body.length + " bytes";
      try {
        kind.checkOrder(events);
      } catch (AssertionError e) {
        throw new AssertionError("cut off" + how + ": " + e.getMessage(), e);
      }
      boolean completed = kind.ending(events) == RecordedCase.Ending.COMPLETED;
      if (completed && !whole && !events.equals(reference)) {
        throw new AssertionError(
            "says Completed" + how + ", though the connection was cut and not all had come");
      }
    }
  }

  void saysNothingAfterTheEnd() {
    List<E> reference = reference();
    if (kind.isOver(reference)) {
      kind.checkOrder(Replay.beyond(kind, decoders.get(), recorded).events());
    }
  }

  /** However much comes without an end, what is held of it is bounded. */
  void holdsNoMoreThanItsBound() {
    Heard<E> heard = Replay.endless(kind, decoders.get(), recorded, MOST_HELD);
    assertThat(kind.ending(heard.events()))
        .as("%s: %s bytes have come that hold nothing, and the answer goes on", recorded, MOST_HELD)
        .isEqualTo(RecordedCase.Ending.FAILED);
  }

  void keepsTheKeyToItself(String key) {
    String text = kind.text(reference());
    assertThat(text)
        .as("events of %s", new String(body, StandardCharsets.UTF_8))
        .doesNotContain(key);
  }
}
