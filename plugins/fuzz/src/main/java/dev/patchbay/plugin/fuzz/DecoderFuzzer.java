package dev.patchbay.plugin.fuzz;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ResponseHead;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The target of the fuzzer. An input is four bytes that choose the decoder, the content type, the
 * status and the cuts, then the body. A decoder may say what it likes, but it ends in time, throws
 * nothing, and ends its answer once at most.
 */
public final class DecoderFuzzer {
  /** Bytes before the body. */
  static final int HEAD = 4;

  static final List<String> TYPES =
      List.of(
          "text/event-stream",
          "application/json",
          "application/x-ndjson",
          "application/vnd.amazon.eventstream");

  static final List<Integer> STATUSES = List.of(200, 400, 429, 500);

  private static final List<Decoders.Kind> KINDS = Decoders.all();

  private DecoderFuzzer() {}

  private record Head(int status, String type) implements ResponseHead {
    @Override
    public @Nullable String header(String name) {
      return name.equals("content-type") ? type : null;
    }
  }

  /** Called by Jazzer for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < HEAD) {
      return;
    }
    Decoder<?> decoder = KINDS.get((input[0] & 0xFF) % KINDS.size()).decoders().get();
    Head head = new Head(chosen(STATUSES, input[2]), chosen(TYPES, input[1]));
    feed(decoder, head, input, new Random(input[3]));
  }

  private static <T> T chosen(List<T> from, byte number) {
    return from.get((number & 0xFF) % from.size());
  }

  private static <E> void feed(Decoder<E> decoder, Head head, byte[] input, Random cuts) {
    Ending<E> out = new Ending<>();
    decoder.head(head, out);
    int at = HEAD;
    while (at < input.length) {
      int length = Math.min(input.length - at, 1 + cuts.nextInt(1 << cuts.nextInt(15)));
      decoder.bytes(input, at, length, out);
      at += length;
    }
    decoder.end(cuts.nextBoolean(), out);
  }

  /** Sees to it that nothing comes after the end. */
  private static final class Ending<E> implements Decoder.Sink<E> {
    private boolean over;

    @Override
    public void event(E event) {
      if (over) {
        throw new IllegalStateException("an event after the end: " + event);
      }
      over =
          event instanceof ChatEvent.Completed
              || event instanceof ChatEvent.Failed
              || event instanceof EmbedEvent.Completed
              || event instanceof EmbedEvent.Failed;
    }
  }

  /** The decoders of a provider, by their numbers in an input's first byte. */
  static List<Integer> numbers(String provider) {
    return IntStream.range(0, KINDS.size())
        .filter(i -> KINDS.get(i).provider().equals(provider))
        .boxed()
        .toList();
  }
}
