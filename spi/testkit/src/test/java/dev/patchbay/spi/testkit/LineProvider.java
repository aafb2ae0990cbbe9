package dev.patchbay.spi.testkit;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Usage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An honest provider of an invented service: it posts {@code {"say":"TEXT"}} to {@code /say} and
 * reads lines ({@code T text}, {@code U input output}, {@code F reason}, {@code E} for the end).
 * Open for wrong ones to break one thing each.
 */
class LineProvider implements Provider {
  final EndpointConfig config;
  private final URI base;

  LineProvider(EndpointConfig config) {
    this.config = config;
    URI configured = config.baseUrl();
    this.base = configured == null ? URI.create("https://lines.example/v1") : configured;
  }

  @Override
  public List<URI> origins() {
    return List.of(URI.create(base.getScheme() + "://" + base.getAuthority()));
  }

  @Override
  public Capabilities capabilities(String model) {
    return Capabilities.UNKNOWN;
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    if (!call.tools().isEmpty() || call.format() != null || call.toolChoice() != null) {
      throw new ProviderException(ErrorKind.UNSUPPORTED, "this service only chats");
    }
    StringBuilder text = new StringBuilder();
    call.messages().forEach(message -> message(message, text));
    StringBuilder body = new StringBuilder("{\"say\":\"" + text + "\"");
    members(body, call.options().members());
    members(body, call.origin().extra().members());
    Outbound request =
        Outbound.post(target(call), headers(), List.of(utf8(body.append('}').toString())));
    return Exchange.of(request, decoder());
  }

  private static void members(StringBuilder body, String members) {
    body.append(members.isEmpty() ? "" : ",").append(members);
  }

  void message(Message message, StringBuilder text) {
    if (!List.of(Message.USER, Message.SYSTEM, Message.ASSISTANT).contains(message.role())) {
      throw new ProviderException(ErrorKind.UNSUPPORTED, "role " + message.role());
    }
    for (Part part : message.parts()) {
      if (part instanceof Part.Text words) {
        text.append(words.text());
      } else {
        unknown(part);
      }
    }
  }

  void unknown(Part part) {
    throw new ProviderException(ErrorKind.UNSUPPORTED, "part " + part.getClass().getSimpleName());
  }

  String target(@Nullable ChatCall call) {
    return base.getRawPath() + "/say";
  }

  List<String> headers() {
    Secret key = config.apiKey();
    return key == null ? List.of() : List.of("authorization", "Bearer " + key.reveal());
  }

  Decoder<ChatEvent> decoder() {
    return new Lines();
  }

  static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads lines. */
  static class Lines implements Decoder<ChatEvent> {
    private static final int MOST = 8192;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int status;
    private boolean over;
    private boolean begun;

    @Override
    public void head(ResponseHead head, Sink<ChatEvent> out) {
      status = head.status();
    }

    @Override
    public void bytes(byte[] buffer, int offset, int length, Sink<ChatEvent> out) {
      for (int i = offset; i < offset + length; i++) {
        if (status == 200 && buffer[i] == '\n') {
          String text = gathered();
          line.reset();
          line(text, out);
        } else {
          line.write(buffer[i]);
        }
        if (line.size() > MOST) {
          line.reset();
          terminal(ChatEvent.failed(error("more than " + MOST + " bytes without an end")), out);
        }
      }
    }

    @Override
    public void end(boolean whole, Sink<ChatEvent> out) {
      if (status != 200) {
        say(ChatEvent.failed(error("status " + status)), out);
      }
    }

    ProviderError error(String message) {
      return ProviderError.of(ErrorKind.UPSTREAM, message).withStatus(status);
    }

    boolean isOver() {
      return over;
    }

    String gathered() {
      return line.toString(StandardCharsets.UTF_8);
    }

    void line(String text, Sink<ChatEvent> out) {
      String rest = text.substring(Math.min(2, text.length()));
      switch (text.isEmpty() ? ' ' : text.charAt(0)) {
        case 'T' -> text(rest, out);
        case 'U' -> {
          String[] counts = rest.split(" ", -1);
          long input = Long.parseLong(counts[0]);
          say(ChatEvent.used(Usage.of(input, Long.parseLong(counts[1]))), out);
        }
        case 'F' -> {
          if (begun) {
            say(ChatEvent.blockEnded(0), out);
          }
          say(ChatEvent.choiceFinished(0, ChatEvent.FinishReason.STOP, rest), out);
        }
        case 'E' -> terminal(ChatEvent.completed(), out);
        default -> {}
      }
    }

    void text(String text, Sink<ChatEvent> out) {
      if (!begun) {
        begun = true;
        say(ChatEvent.blockStarted(0, 0, ChatEvent.BlockKind.TEXT), out);
      }
      say(ChatEvent.delta(0, ChatEvent.BlockKind.TEXT, text), out);
    }

    void terminal(ChatEvent event, Sink<ChatEvent> out) {
      say(event, out);
      over = true;
    }

    void say(ChatEvent event, Sink<ChatEvent> out) {
      if (!over) {
        out.event(event);
      }
    }
  }

  /** The factory of one kind of provider. */
  record Factory(Function<EndpointConfig, Provider> maker) implements ProviderFactory {
    @Override
    public String name() {
      return "lines";
    }

    @Override
    public Provider create(EndpointConfig config, ProviderContext context) {
      return maker.apply(config);
    }

    @Override
    public String toString() {
      return "lines";
    }
  }
}
