package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.CatalogSource;
import dev.patchbay.server.catalog.Endpoint;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.upstream.Upstream;
import dev.patchbay.server.upstream.UpstreamClient;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Pulled;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts attempts: has the provider translate, then sends or pulls. */
final class Attempts implements AttemptStarter {
  private final UpstreamClient client;
  private final CatalogSource catalog;

  @Inject
  Attempts(UpstreamClient client, CatalogSource catalog) {
    this.client = client;
    this.catalog = catalog;
  }

  @Override
  public Start start(Loop loop, Target target, ChatRequest request, Attempt.Listener listener) {
    Endpoint endpoint = hold(target.endpoint());
    if (endpoint == null) {
      return new Start.Refused(
          Fault.of(
              Reason.NO_HEALTHY_ENDPOINT,
              "endpoint " + target.endpoint() + " was taken out of the configuration"));
    }
    // An attempt takes the hold over once it runs.
    boolean held = true;
    try {
      Answer<ChatEvent> answer =
          endpoint.provider().chat(request.forTarget(endpoint.place().provider(), target.model()));
      List<String> dropped = concat(request.unsupported(), dropped(answer));
      Fault refused = refused(target, dropped, request.dropUnsupported());
      if (refused != null) {
        discard(answer);
        return new Start.Refused(refused);
      }
      Attempt running = run(loop, endpoint, answer, listener);
      held = false;
      return new Start.Running(running, dropped);
    } catch (Throwable e) {
      // Whatever a plugin throws fails this attempt alone.
      return new Start.Refused(FaultMapping.ofTranslation(endpoint.place().provider(), e));
    } finally {
      if (held) {
        endpoint.release();
      }
    }
  }

  /**
   * Holds the endpoint that was planned or, if a reload has replaced it since, the one that stands
   * for the same place now. Null: there is none that can be called.
   */
  private @Nullable Endpoint hold(Endpoint planned) {
    Endpoint endpoint = planned;
    while (!endpoint.acquire()) {
      Endpoint now = catalog.current().endpoints().get(planned.name());
      if (now == null
          || now == endpoint
          || !now.isAvailable()
          || !now.place().equals(planned.place())) {
        return null;
      }
      endpoint = now;
    }
    return endpoint;
  }

  private Attempt run(
      Loop loop, Endpoint endpoint, Answer<ChatEvent> answer, Attempt.Listener listener) {
    return switch (answer) {
      case Exchange<ChatEvent> exchange -> {
        Upstream upstream = endpoint.upstream(exchange.request().origin());
        var attempt =
            new HttpAttempt(loop, upstream, exchange.decoder(), listener, endpoint::release);
        attempt.sentWith(client.send(loop, upstream, exchange.request(), attempt));
        yield attempt;
      }
      case Pulled<ChatEvent> pulled ->
          PulledAttempt.start(loop, endpoint, pulled.source(), listener);
    };
  }

  private static List<String> dropped(Answer<ChatEvent> answer) {
    return switch (answer) {
      case Exchange<ChatEvent> exchange -> exchange.dropped();
      case Pulled<ChatEvent> pulled -> pulled.dropped();
    };
  }

  private static List<String> concat(List<String> first, List<String> second) {
    if (first.isEmpty()) {
      return second;
    }
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static @Nullable Fault refused(Target target, List<String> dropped, boolean dropAllowed) {
    if (dropped.isEmpty() || dropAllowed) {
      return null;
    }
    String reason = target.model() + " at endpoint " + target.endpoint() + " can't honour it";
    return Fault.invalid(
        Reason.UNSUPPORTED_PARAMETER,
        dropped.stream().map(path -> new Violation("input." + path, reason)).toList());
  }

  private static void discard(Answer<ChatEvent> answer) {
    if (answer instanceof Pulled<ChatEvent> pulled) {
      pulled.source().close();
    }
  }
}
