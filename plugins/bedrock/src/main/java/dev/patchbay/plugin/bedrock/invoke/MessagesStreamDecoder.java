package dev.patchbay.plugin.bedrock.invoke;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.bedrock.aws.ServiceErrors;
import dev.patchbay.plugin.toolkit.anthropic.ErrorReader;
import dev.patchbay.plugin.toolkit.anthropic.MessagesReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.plugin.toolkit.http.BodyDecoder;
import dev.patchbay.plugin.toolkit.http.EventStreamReader;
import dev.patchbay.plugin.toolkit.http.Framing;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseHead;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads Anthropic's messages out of Bedrock's frames, each of which holds one event in base64, or
 * out of a whole body. Hands on each event, or the whole body, as a frame of that dialect.
 */
public final class MessagesStreamDecoder extends BodyDecoder<ChatEvent> {
  private static final byte[] BYTES = Names.of("bytes");
  private final ServiceErrors errors;
  private final ErrorReader inner;
  private final MessagesReader reader;
  private final JsonReader json = new JsonReader();

  /**
   * @param inner reads errors within the messages
   */
  public MessagesStreamDecoder(String provider, ServiceErrors errors, ErrorReader inner) {
    super(MAX_ANSWER, errors);
    this.errors = errors;
    this.inner = inner;
    this.reader = new MessagesReader(provider, inner, new Told());
  }

  /** Lets the reader speak through this decoder. */
  private final class Told implements MessagesReader.Out {
    @Override
    public void event(ChatEvent event) {
      emit(event);
    }

    @Override
    public void frame(byte[] buffer, int offset, int length) {
      MessagesStreamDecoder.this.frame(buffer, offset, length);
    }

    @Override
    public void last(ChatEvent event) {
      MessagesStreamDecoder.this.last(event);
    }
  }

  @Override
  protected @Nullable Framing framing(ResponseHead head, Framing.Events events) {
    return contentType(head).startsWith("application/vnd.amazon.eventstream")
        ? new EventStreamReader(events, this::failure)
        : null;
  }

  @Override
  protected void begin(ResponseHead head) {
    inner.head(head);
  }

  @Override
  protected ChatEvent failed(ProviderError error) {
    return ChatEvent.failed(error);
  }

  private void failure(
      String type, @Nullable String message, byte[] buffer, int offset, int length) {
    fail(errors.ofFrame(type, message, buffer, offset, length));
  }

  @Override
  protected void event(String name, byte[] buffer, int offset, int length) {
    String bytes = null;
    json.over(buffer, offset, length).beginObject();
    while (json.nextMember()) {
      if (json.nameIs(BYTES)) {
        bytes = json.stringOrNull();
      } else {
        json.skip();
      }
    }
    json.end();
    if (bytes != null) {
      byte[] event = decoded(bytes);
      reader.event(event, 0, event.length);
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64.getBytes(ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "the answer can't be read: bad base64: " + e.getMessage());
    }
  }

  /** Only {@code message_stop} ends a message: without it the answer is truncated. */
  @Override
  protected void streamEnd() {}

  @Override
  protected void whole(byte[] buffer, int length) {
    reader.whole(buffer, length);
  }
}
