package dev.patchbay.spi.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What a decoder must do with the frames of one recorded response, if its exchange is framed. Each
 * check throws if it does not.
 *
 * @param <E> the events of the answer
 */
final class FrameChecks<E> {
  private static final int WAYS = 60;

  private final AnswerKind<E> kind;
  private final RecordedCase recorded;
  private final Supplier<Decoder<E>> decoders;
  private final String dialect;
  private final long seed;

  FrameChecks(
      AnswerKind<E> kind,
      RecordedCase recorded,
      Supplier<Decoder<E>> decoders,
      String dialect,
      long seed) {
    this.kind = kind;
    this.recorded = recorded;
    this.decoders = decoders;
    this.dialect = dialect;
    this.seed = seed;
  }

  private Heard<E> reference() {
    return Replay.gently(kind, decoders.get(), recorded);
  }

  /** Buffers are spoiled after each call, so that a frame out of a kept one is another. */
  void areTheSameWhateverTheCuts() {
    int length = recorded.body().length;
    same(IntStream.range(1, length).toArray(), "byte by byte");
    Random random = new Random(seed);
    for (int i = 0; i < WAYS && length > 1; i++) {
      int count = 1 + random.nextInt(Math.min(60, length));
      int[] cuts = random.ints(count, 1, length).sorted().distinct().toArray();
      same(cuts, "cut " + i + " of seed " + seed);
    }
  }

  private void same(int[] cuts, String how) {
    Heard<E> heard =
        Replay.cut(kind, decoders.get(), recorded, recorded.body().length, cuts, true, seed);
    assertThat(heard.frames())
        .as("frames of %s, %s, buffers spoiled after each call", recorded, how)
        .isEqualTo(reference().frames());
  }

  void holdOneObjectEach() {
    for (Heard.Frame frame : reference().frames()) {
      try {
        SmallJson.object(frame.text());
      } catch (IllegalArgumentException e) {
        throw new AssertionError("a frame of " + recorded + " is no JSON object: " + e, e);
      }
    }
  }

  void areNoneAfterTheEnd() {
    Heard<E> heard = Replay.beyond(kind, decoders.get(), recorded);
    boolean over = kind.isOver(heard.events());
    for (Heard.Frame frame : heard.frames()) {
      assertThat(over && frame.after() == heard.events().size())
          .as("a frame of %s comes after the terminal event: %s", recorded, frame.text())
          .isFalse();
    }
  }

  /** What a door of the same dialect passes on says all that the answer said, and no error. */
  void saySameAsTheAnswer() {
    Heard<E> heard = reference();
    if (!isStream()) {
      wholeSaysSame(heard);
    } else if (dialect.equals(Origin.OPENAI_CHAT)) {
      streamSaysSame(heard);
    }
  }

  private void wholeSaysSame(Heard<E> heard) {
    boolean completed = kind.ending(heard.events()) == RecordedCase.Ending.COMPLETED;
    assertThat(heard.frames()).as("frames of %s", recorded).hasSize(completed ? 1 : 0);
    if (completed) {
      Heard.Frame frame = heard.frames().get(0);
      assertThat(frame.text()).isEqualTo(new String(recorded.body(), UTF_8));
      assertThat(frame.after())
          .as("events of %s before its frame: all but the terminal one", recorded)
          .isEqualTo(heard.events().size() - 1);
    }
  }

  private void streamSaysSame(Heard<E> heard) {
    boolean completed = kind.ending(heard.events()) == RecordedCase.Ending.COMPLETED;
    List<String> lines = new ArrayList<>(heard.frames().stream().map(FrameChecks::line).toList());
    if (completed) {
      lines.add("data: [DONE]\n\n");
    }
    RecordedCase joined = stream(String.join("", lines));
    Heard<E> again =
        Replay.cut(kind, decoders.get(), joined, joined.body().length, new int[0], completed, seed);
    String said = kind.text(heard.events());
    if (kind.ending(heard.events()) == RecordedCase.Ending.FAILED) {
      // The frame that held the error may have held more, and is not handed on.
      assertThat(said).as("what %s says", recorded).startsWith(kind.text(again.events()));
      assertThat(kind.isOver(again.events())).as("the frames of %s fail", recorded).isFalse();
    } else {
      assertThat(kind.text(again.events()))
          .as("events of the frames of %s, joined", recorded)
          .isEqualTo(said);
    }
    assertThat(again.frames()).as("frames of the frames of %s", recorded).isEqualTo(heard.frames());
  }

  /** A frame is the last that is said of its bytes. */
  void comeAfterTheirEvents() {
    List<Heard.Frame> frames = reference().frames();
    if (!isStream() || !dialect.equals(Origin.OPENAI_CHAT)) {
      return;
    }
    List<String> events = frames.stream().map(FrameChecks::line).toList();
    Replay.eventByEvent(
        kind,
        decoders.get(),
        stream(String.join("", events)),
        events,
        heard -> {
          int said = heard.frames().size();
          int before = said == 0 ? -1 : heard.frames().get(said - 1).after();
          assertThat(before)
              .as("events of %s before frame %s, which came from the same bytes", recorded, said)
              .isEqualTo(heard.events().size());
        });
  }

  private boolean isStream() {
    String type = recorded.headers().getOrDefault("content-type", "");
    boolean framed =
        type.startsWith("text/event-stream")
            || type.startsWith("application/vnd.amazon.eventstream");
    return recorded.status() < 300 && framed;
  }

  private static String line(Heard.Frame frame) {
    return "data: " + frame.text().replace("\n", "\ndata: ") + "\n\n";
  }

  private RecordedCase stream(String body) {
    return RecordedCase.of(
        recorded + " joined",
        200,
        Map.of("content-type", "text/event-stream"),
        body.getBytes(UTF_8),
        true);
  }
}
