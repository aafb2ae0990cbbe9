package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.plugin.toolkit.http.BodyDecoder;
import dev.patchbay.plugin.toolkit.http.ErrorSource;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ProviderError;

/**
 * Reads messages over HTTP: server-sent events, or one whole. Hands on each event of a stream, or
 * the whole body, as a frame. A service that frames its events otherwise has a decoder of its own
 * around a {@link MessagesReader}.
 */
public class MessagesDecoder extends BodyDecoder<ChatEvent> {

  private final ErrorReader errors;
  private final MessagesReader reader;

  /**
   * @param provider the provider's name: the first word of the types of opaque blocks
   */
  public MessagesDecoder(String provider, ErrorReader errors) {
    this(provider, errors, errors);
  }

  /**
   * @param errors of events
   * @param ofStatus of bodies with an error's status; hears of the head, and tells {@code errors}
   */
  protected MessagesDecoder(String provider, ErrorReader errors, ErrorSource ofStatus) {
    super(MAX_ANSWER, ofStatus);
    this.errors = errors;
    this.reader = new MessagesReader(provider, errors, new Told());
  }

  /** Lets the reader speak through this decoder. */
  private final class Told implements MessagesReader.Out {
    @Override
    public void event(ChatEvent event) {
      emit(event);
    }

    @Override
    public void frame(byte[] buffer, int offset, int length) {
      MessagesDecoder.this.frame(buffer, offset, length);
    }

    @Override
    public void last(ChatEvent event) {
      MessagesDecoder.this.last(event);
    }
  }

  /** The type stands in the data, too: the event's name adds nothing. */
  @Override
  protected final void event(String name, byte[] buffer, int offset, int length) {
    if (length > 0) {
      reader.event(buffer, offset, length);
    }
  }

  /** Only {@code message_stop} ends a message: without it the answer is truncated. */
  @Override
  protected final void streamEnd() {}

  @Override
  protected final void whole(byte[] buffer, int length) {
    reader.whole(buffer, length);
  }

  @Override
  protected final ChatEvent failed(ProviderError error) {
    return ChatEvent.failed(error);
  }
}
