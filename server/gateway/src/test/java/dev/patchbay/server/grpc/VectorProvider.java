package dev.patchbay.server.grpc;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers every call for embeddings with the same events, and honours no purpose. */
final class VectorProvider implements Provider {
  private final List<EmbedEvent> events;

  VectorProvider(EmbedEvent... events) {
    this.events = List.of(events);
  }

  @Override
  public List<URI> origins() {
    return List.of();
  }

  @Override
  public Capabilities capabilities(String model) {
    return Capabilities.UNKNOWN;
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    throw new ProviderException(ErrorKind.UNSUPPORTED, "vectors only");
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    Iterator<EmbedEvent> script = events.iterator();
    Pulled<EmbedEvent> answer =
        Pulled.of(
            new Pulled.Source<>() {
              @Override
              public @Nullable EmbedEvent next() {
                return script.hasNext() ? script.next() : null;
              }

              @Override
              public void close() {}
            });
    return call.purpose() == null ? answer : answer.dropped(List.of("purpose"));
  }

  @Override
  public void close() {}
}
