package dev.patchbay.spi.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An honest provider of the line service's other protocol: an event stream of {@code {"lines": ["T
 * text", …]}}, {@code {"error":"…"}} and {@code [DONE]}, or one such object as a whole body. Its
 * answers are framed.
 */
final class ChunkProvider extends LineProvider {
  private final Supplier<Decoder<ChatEvent>> decoders;

  ChunkProvider(EndpointConfig config, Supplier<Decoder<ChatEvent>> decoders) {
    super(config);
    this.decoders = decoders;
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    return ((Exchange<ChatEvent>) super.chat(call)).framed(Origin.OPENAI_CHAT);
  }

  @Override
  Decoder<ChatEvent> decoder() {
    return decoders.get();
  }

  /** Reads chunks. Open for wrong ones to break one thing each. */
  static class Chunks extends LineProvider.Lines {
    private boolean stream;
    private boolean fine;

    @Override
    public void head(ResponseHead head, Sink<ChatEvent> out) {
      super.head(head, out);
      fine = head.status() == 200;
      stream = "text/event-stream".equals(head.header("content-type"));
    }

    @Override
    public void end(boolean whole, Sink<ChatEvent> out) {
      super.end(whole, out);
      if (fine && !stream && whole && !isOver() && chunk(gathered(), out)) {
        frame(gathered(), out);
        terminal(ChatEvent.completed(), out);
      }
    }

    @Override
    void line(String text, Sink<ChatEvent> out) {
      if (text.equals("data: [DONE]")) {
        terminal(ChatEvent.completed(), out);
      } else if (text.startsWith("data: ")) {
        streamed(text.substring(6), out);
      }
    }

    void streamed(String json, Sink<ChatEvent> out) {
      if (chunk(json, out)) {
        frame(json, out);
      }
    }

    /** Says what a chunk says; false if it is an error. */
    boolean chunk(String json, Sink<ChatEvent> out) {
      Map<String, @Nullable Object> chunk = SmallJson.object(json);
      Object error = chunk.get("error");
      if (error != null) {
        terminal(ChatEvent.failed(ProviderError.of(ErrorKind.UPSTREAM, error.toString())), out);
        return false;
      }
      if (chunk.get("lines") instanceof List<?> lines) {
        lines.forEach(line -> super.line(String.valueOf(line), out));
      }
      return true;
    }

    void frame(String json, Sink<ChatEvent> out) {
      if (!isOver()) {
        byte[] bytes = json.getBytes(UTF_8);
        out.frame(bytes, 0, bytes.length);
      }
    }
  }
}
