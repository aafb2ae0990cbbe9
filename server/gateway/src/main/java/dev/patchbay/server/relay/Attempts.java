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
  public <E> Start start(
      Loop loop, Target target, Request<E> request, Attempt.Listener<E> listener) {
    Endpoint endpoint = hold(target.endpoint());
    if (endpoint == null) {
      return new Start.Refused(
          FailureKind.GONE,
          Fault.of(
              Reason.NO_HEALTHY_ENDPOINT,
              "endpoint " + target.endpoint() + " was taken out of the configuration"));
    }
    // An attempt takes the hold over once it runs.
    boolean held = true;
    try {
      Answer<E> answer =
          request.translate(endpoint.provider(), endpoint.place().provider(), target.model());
      Terms terms = request.terms();
      List<String> dropped = concat(terms.unsupported(), dropped(answer));
      Fault refused = refused(target, request, dropped);
      if (refused != null) {
        discard(answer);
        return new Start.Refused(FailureKind.UNABLE, refused);
      }
      Attempt running = run(loop, endpoint, request.endings(), answer, listener);
      held = false;
      return new Start.Running(running, dropped, isFramed(answer, request));
    } catch (Throwable e) {
      // Whatever a plugin throws fails this attempt alone.
      return new Start.Refused(
          FaultMapping.kindOfTranslation(e),
          FaultMapping.ofTranslation(endpoint.place().provider(), e));
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

  private <E> Attempt run(
      Loop loop,
      Endpoint endpoint,
      Endings<E> endings,
      Answer<E> answer,
      Attempt.Listener<E> listener) {
    return switch (answer) {
      case Exchange<E> exchange -> {
        Upstream upstream = endpoint.upstream(exchange.request().origin());
        var attempt =
            new HttpAttempt<>(
                loop, upstream, endings, exchange.decoder(), listener, endpoint::release);
        attempt.sentWith(client.send(loop, upstream, exchange.request(), attempt));
        yield attempt;
      }
      case Pulled<E> pulled ->
          PulledAttempt.start(loop, endpoint, endings, pulled.source(), listener);
    };
  }

  private static boolean isFramed(Answer<?> answer, Request<?> request) {
    return answer instanceof Exchange<?> exchange && request.dialect().equals(exchange.dialect());
  }

  private static List<String> dropped(Answer<?> answer) {
    return switch (answer) {
      case Exchange<?> exchange -> exchange.dropped();
      case Pulled<?> pulled -> pulled.dropped();
    };
  }

  private static List<String> concat(List<String> first, List<String> second) {
    if (first.isEmpty()) {
      return second;
    }
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static @Nullable Fault refused(Target target, Request<?> request, List<String> dropped) {
    if (dropped.isEmpty() || request.terms().dropUnsupported()) {
      return null;
    }
    String reason = target.model() + " at endpoint " + target.endpoint() + " can't honour it";
    return Fault.invalid(
        Reason.UNSUPPORTED_PARAMETER,
        dropped.stream().map(path -> new Violation(request.field(path), reason)).toList());
  }

  private static void discard(Answer<?> answer) {
    if (answer instanceof Pulled<?> pulled) {
      pulled.source().close();
    }
  }
}
