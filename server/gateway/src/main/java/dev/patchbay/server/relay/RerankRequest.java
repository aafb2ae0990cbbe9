package dev.patchbay.server.relay;

import dev.patchbay.server.routing.RouteRequest;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.RerankCall;
import dev.patchbay.spi.RerankEvent;
import java.util.Set;

/**
 * A call to rank documents.
 *
 * @param call its model is the name asked for
 */
public record RerankRequest(RerankCall call, Terms terms) implements Request<RerankEvent> {
  @Override
  public Operation operation() {
    return Operation.RERANK;
  }

  @Override
  public String model() {
    return call.model();
  }

  @Override
  public Set<String> needs() {
    return RouteRequest.needsOf(call);
  }

  @Override
  public String dialect() {
    return call.origin().dialect();
  }

  @Override
  public Answer<RerankEvent> translate(Provider provider, String name, String model) {
    return provider.rerank(call.toBuilder().model(model).options(terms.optionsFor(name)).build());
  }

  @Override
  public Endings<RerankEvent> endings() {
    return Endings.RERANK;
  }
}
