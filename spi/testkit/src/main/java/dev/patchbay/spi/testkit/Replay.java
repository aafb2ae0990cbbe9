package dev.patchbay.spi.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseHead;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a recorded body to a decoder as a hostile server would: in pieces, out of a larger buffer
 * with foreign bytes around the piece, which is spoiled after each call.
 *
 * @param <E> the events of the answer
 */
public final class Replay<E> {
  /** The most bytes that a decoder gets at once. */
  public static final int MAX_PIECE = 65_536;

  private static final int MARGIN = 24;

  private final Heard<E> heard = new Heard<>();
  private final AnswerKind<E> kind;
  private final Decoder<E> decoder;
  private final Random random;
  private boolean over;

  private Replay(AnswerKind<E> kind, Decoder<E> decoder, long seed) {
    this.kind = kind;
    this.decoder = decoder;
    this.random = new Random(seed);
  }

  /**
   * The events of a body in as few pieces as there may be, out of buffers that stay as they are:
   * what all other ways must equal.
   */
  public static List<ChatEvent> gently(Decoder<ChatEvent> decoder, RecordedCase recorded) {
    return gently(ChatKind.INSTANCE, decoder, recorded).events();
  }

  static <E> Heard<E> gently(AnswerKind<E> kind, Decoder<E> decoder, RecordedCase recorded) {
    Replay<E> replay = new Replay<>(kind, decoder, 0);
    replay.head(recorded);
    byte[] body = recorded.body();
    for (int from = 0; from < body.length; from += MAX_PIECE) {
      int to = Math.min(body.length, from + MAX_PIECE);
      byte[] piece = Arrays.copyOfRange(body, from, to);
      replay.guarded(() -> decoder.bytes(piece, 0, piece.length, replay.heard));
    }
    replay.end(true);
    return replay.heard;
  }

  /**
   * What is said of the first bytes of a body.
   *
   * @param length how many bytes come
   * @param cuts places where a piece ends, ascending
   * @param whole what the decoder is told at the end
   * @param seed of the foreign bytes
   */
  static <E> Heard<E> cut(
      AnswerKind<E> kind,
      Decoder<E> decoder,
      RecordedCase recorded,
      int length,
      int[] cuts,
      boolean whole,
      long seed) {
    Replay<E> replay = new Replay<>(kind, decoder, seed);
    replay.head(recorded);
    int from = 0;
    for (int cut : cuts) {
      if (cut > from && cut < length) {
        replay.pieces(recorded.body(), from, cut);
        from = cut;
      }
    }
    replay.pieces(recorded.body(), from, length);
    replay.end(whole);
    return replay.heard;
  }

  /**
   * What is said of a body with more bytes behind it, if the answer was over before its end; else
   * of the body alone.
   */
  static <E> Heard<E> beyond(AnswerKind<E> kind, Decoder<E> decoder, RecordedCase recorded) {
    Replay<E> replay = new Replay<>(kind, decoder, 1);
    replay.head(recorded);
    replay.pieces(recorded.body(), 0, recorded.body().length);
    if (replay.ended()) {
      replay.pieces(recorded.body(), 0, recorded.body().length);
    }
    replay.end(true);
    return replay.heard;
  }

  /**
   * What is said of a body that has the head of a recorded one, holds nothing and doesn't end.
   *
   * @param most how many bytes come, unless the answer is over before
   */
  static <E> Heard<E> endless(
      AnswerKind<E> kind, Decoder<E> decoder, RecordedCase recorded, long most) {
    Replay<E> replay = new Replay<>(kind, decoder, 0);
    replay.head(recorded);
    byte[] nothing = new byte[MAX_PIECE];
    Arrays.fill(nothing, (byte) 'A');
    for (long sent = 0; sent < most && !replay.ended(); sent += nothing.length) {
      replay.guarded(() -> decoder.bytes(nothing, 0, nothing.length, replay.heard));
    }
    return replay.heard;
  }

  /**
   * What is said of an event stream whose events come one by one.
   *
   * @param each told after each of them
   */
  static <E> void eventByEvent(
      AnswerKind<E> kind,
      Decoder<E> decoder,
      RecordedCase stream,
      List<String> events,
      Consumer<Heard<E>> each) {
    Replay<E> replay = new Replay<>(kind, decoder, 2);
    replay.head(stream);
    for (String event : events) {
      byte[] bytes = event.getBytes(UTF_8);
      replay.pieces(bytes, 0, bytes.length);
      each.accept(replay.heard);
    }
  }

  private void head(RecordedCase recorded) {
    Head head = new Head(recorded.status(), recorded.headers());
    guarded(() -> decoder.head(head, heard));
    head.valid = false;
  }

  private void pieces(byte[] body, int from, int to) {
    for (int at = from; at < to; at += MAX_PIECE) {
      piece(body, at, Math.min(to, at + MAX_PIECE));
    }
  }

  private void piece(byte[] body, int from, int to) {
    int length = to - from;
    byte[] buffer = new byte[length + 2 * MARGIN];
    random.nextBytes(buffer);
    int offset = random.nextInt(2 * MARGIN);
    System.arraycopy(body, from, buffer, offset, length);
    byte[] before = buffer.clone();
    guarded(() -> decoder.bytes(buffer, offset, length, heard));
    if (!Arrays.equals(before, buffer)) {
      throw new AssertionError("the decoder wrote into the buffer, which is read-only");
    }
    // Line ends among the rubbish, so that a decoder which looks past its piece finds some.
    for (int i = 0; i < buffer.length; i++) {
      buffer[i] = (byte) "\n#\r\"{".charAt(random.nextInt(5));
    }
  }

  private void end(boolean whole) {
    guarded(() -> decoder.end(whole, heard));
  }

  /** A throw ends the answer, as the server has it; a programming error is none of the SPI's. */
  private void guarded(Runnable step) {
    if (over) {
      return;
    }
    try {
      step.run();
    } catch (NullPointerException
        | IndexOutOfBoundsException
        | ClassCastException
        | ArithmeticException
        | NegativeArraySizeException
        | UnsupportedOperationException e) {
      throw new AssertionError("the decoder fell over its own feet: " + e, e);
    } catch (RuntimeException e) {
      over = true;
      if (!ended()) {
        heard.event(kind.failed(error(e)));
      }
    }
  }

  private boolean ended() {
    return kind.isOver(heard.events());
  }

  private static ProviderError error(RuntimeException e) {
    return e instanceof ProviderException provider
        ? provider.error()
        : ProviderError.of(ErrorKind.BAD_RESPONSE, "thrown: " + e.getClass().getName());
  }

  private static final class Head implements ResponseHead {
    private final int status;
    private final Map<String, String> headers;
    private boolean valid = true;

    Head(int status, Map<String, String> headers) {
      this.status = status;
      this.headers = headers;
    }

    @Override
    public int status() {
      check();
      return status;
    }

    @Override
    public @Nullable String header(String name) {
      check();
      return headers.get(name.toLowerCase(Locale.ROOT));
    }

    private void check() {
      if (!valid) {
        throw new AssertionError("the head is valid during Decoder.head only");
      }
    }
  }
}
