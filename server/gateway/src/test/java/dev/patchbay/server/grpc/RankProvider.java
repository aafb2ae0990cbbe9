package dev.patchbay.server.grpc;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.RerankCall;
import dev.patchbay.spi.RerankEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers every call for a ranking with the same events, and honours no end user. */
final class RankProvider implements Provider {
  final List<RerankCall> calls = new ArrayList<>();
  private final List<RerankEvent> events;

  RankProvider(RerankEvent... events) {
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
    throw new ProviderException(ErrorKind.UNSUPPORTED, "rankings only");
  }

  @Override
  public Answer<RerankEvent> rerank(RerankCall call) {
    calls.add(call);
    Iterator<RerankEvent> script = events.iterator();
    Pulled<RerankEvent> answer =
        Pulled.of(
            new Pulled.Source<>() {
              @Override
              public @Nullable RerankEvent next() {
                return script.hasNext() ? script.next() : null;
              }

              @Override
              public void close() {}
            });
    return call.endUser() == null ? answer : answer.dropped(List.of("options.end_user_id"));
  }

  @Override
  public void close() {}
}
