package dev.patchbay.server.catalog;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.Usage;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Says the same events for every call, and counts its calls. */
public final class ScriptedProvider implements Provider {
  public final AtomicInteger calls = new AtomicInteger();
  public final AtomicInteger closed = new AtomicInteger();
  private final List<ChatEvent> events;
  private final Capabilities capabilities;

  public ScriptedProvider(Capabilities capabilities, List<ChatEvent> events) {
    this.capabilities = capabilities;
    this.events = List.copyOf(events);
  }

  public ScriptedProvider(List<ChatEvent> events) {
    this(Capabilities.UNKNOWN, events);
  }

  /** An answer of these pieces of text. */
  public static List<ChatEvent> text(String... pieces) {
    var events = new java.util.ArrayList<ChatEvent>();
    events.add(ChatEvent.started("id", "m"));
    events.add(ChatEvent.blockStarted(5, 0, BlockKind.TEXT));
    for (String piece : pieces) {
      events.add(ChatEvent.delta(5, BlockKind.TEXT, piece));
    }
    events.add(ChatEvent.blockEnded(5));
    events.add(ChatEvent.used(Usage.of(3, pieces.length)));
    events.add(ChatEvent.choiceFinished(0, FinishReason.STOP, "stop"));
    events.add(ChatEvent.completed());
    return events;
  }

  @Override
  public List<URI> origins() {
    return List.of();
  }

  @Override
  public Capabilities capabilities(String model) {
    return capabilities;
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    calls.incrementAndGet();
    Iterator<ChatEvent> script = events.iterator();
    return Pulled.of(
        new Pulled.Source<>() {
          @Override
          public @Nullable ChatEvent next() {
            return script.hasNext() ? script.next() : null;
          }

          @Override
          public void close() {}
        });
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }
}
