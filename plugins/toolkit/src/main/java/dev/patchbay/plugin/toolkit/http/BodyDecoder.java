package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.json.JsonException;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseHead;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What decoders over HTTP share: the body of an error (status 300 and up) is gathered up to {@link
 * #MAX_ERROR} and becomes one {@code Failed}; a stream is cut into events; any other body is
 * gathered whole. A body that can't be read is {@code Failed} as {@link ErrorKind#BAD_RESPONSE}.
 * Nothing is said after a terminal event, and nothing of a body that was cut off is taken for
 * whole: that it is truncated is the server's to say.
 *
 * @param <E> the events of the answer
 */
public abstract class BodyDecoder<E> implements Decoder<E> {
  /** The most bytes of a chat's answer that isn't a stream. */
  public static final int MAX_ANSWER = Framing.MAX_EVENT;

  /** The most bytes kept of an error's body. */
  public static final int MAX_ERROR = 64 * 1024;

  private enum Mode {
    ERROR,
    STREAM,
    WHOLE
  }

  private final int mostBytes;
  private final ErrorSource errors;
  private @Nullable Framing stream;
  private ByteBuilder body = new ByteBuilder(0);
  private Mode mode = Mode.WHOLE;
  private boolean over;

  /** Where events go during a call of the decoder. */
  private Sink<E> out = event -> {};

  /**
   * @param mostBytes of an answer that isn't a stream
   * @param errors of this response
   */
  protected BodyDecoder(int mostBytes, ErrorSource errors) {
    this.mostBytes = mostBytes;
    this.errors = errors;
  }

  /** The head has come: for decoders that need something of it. */
  protected void begin(ResponseHead head) {}

  /**
   * How the body is cut into events; null: it isn't a stream but one whole. By the content type:
   * server-sent events, or JSON by lines.
   */
  protected @Nullable Framing framing(ResponseHead head, Framing.Events events) {
    String type = contentType(head);
    if (type.startsWith("text/event-stream")) {
      return new SseReader(events);
    }
    return type.startsWith("application/x-ndjson") ? new NdjsonReader(events) : null;
  }

  /** One event of a stream. The bytes are valid during the call only. */
  protected abstract void event(String name, byte[] buffer, int offset, int length);

  /** A stream has ended as it should. */
  protected abstract void streamEnd();

  /** A body that isn't a stream, whole. */
  protected abstract void whole(byte[] buffer, int length);

  /** The terminal event that tells of an error. */
  protected abstract E failed(ProviderError error);

  @Override
  public final void head(ResponseHead head, Sink<E> sink) {
    if (head.status() >= 300) {
      mode = Mode.ERROR;
      body = new ByteBuilder(MAX_ERROR);
    } else {
      stream = framing(head, this::streamEvent);
      mode = stream == null ? Mode.WHOLE : Mode.STREAM;
      body = new ByteBuilder(mostBytes);
    }
    errors.head(head);
    guarded(sink, () -> begin(head));
  }

  @Override
  public final void bytes(byte[] buffer, int offset, int length, Sink<E> sink) {
    if (over) {
      return;
    }
    Framing events = stream;
    if (events != null) {
      out = sink;
      try {
        events.bytes(buffer, offset, length);
      } catch (JsonException | ProviderException e) {
        fail(e);
      }
    } else if (!body.append(buffer, offset, length) && mode == Mode.WHOLE) {
      out = sink;
      fail(
          ProviderError.of(
              ErrorKind.BAD_RESPONSE, "the answer is longer than " + mostBytes + " bytes"));
    }
  }

  @Override
  public final void end(boolean whole, Sink<E> sink) {
    if (over) {
      return;
    }
    if (mode == Mode.ERROR) {
      guarded(sink, () -> fail(errors.ofStatus(body.bytes(), body.size())));
    } else if (whole) {
      Framing events = stream;
      guarded(sink, () -> endOf(events));
    }
  }

  /** Says an event that is not terminal; nothing if the answer is over. */
  protected final void emit(E event) {
    if (!over) {
      out.event(event);
    }
  }

  /** Hands on the bytes that the last events came from; nothing if the answer is over. */
  protected final void frame(byte[] buffer, int offset, int length) {
    if (!over) {
      out.frame(buffer, offset, length);
    }
  }

  /** Says the terminal event; nothing if the answer is over. */
  protected final void last(E event) {
    if (!over) {
      over = true;
      out.event(event);
    }
  }

  protected final void fail(ProviderError error) {
    last(failed(error));
  }

  private void endOf(@Nullable Framing events) {
    if (events == null) {
      whole(body.bytes(), body.size());
      return;
    }
    events.end();
    if (!over) {
      streamEnd();
    }
  }

  private void streamEvent(String name, byte[] buffer, int offset, int length) {
    if (!over) {
      event(name, buffer, offset, length);
    }
  }

  private void guarded(Sink<E> sink, Runnable step) {
    out = sink;
    try {
      step.run();
    } catch (JsonException | ProviderException e) {
      fail(e);
    }
  }

  private void fail(RuntimeException problem) {
    fail(
        problem instanceof ProviderException provider
            ? provider.error()
            : ProviderError.of(
                ErrorKind.BAD_RESPONSE, "the answer can't be read: " + problem.getMessage()));
  }

  /** The type of the body in lower case, empty if it isn't told. */
  protected static String contentType(ResponseHead head) {
    String type = head.header("content-type");
    return type == null ? "" : type.trim().toLowerCase(Locale.ROOT);
  }
}
