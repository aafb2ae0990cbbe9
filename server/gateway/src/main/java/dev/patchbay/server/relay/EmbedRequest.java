package dev.patchbay.server.relay;

import dev.patchbay.server.routing.RouteRequest;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.Provider;
import java.util.Set;

/**
 * A call for embeddings.
 *
 * @param call its model is the name asked for
 */
public record EmbedRequest(EmbedCall call, Terms terms) implements Request<EmbedEvent> {
  @Override
  public Operation operation() {
    return Operation.EMBED;
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
  public Answer<EmbedEvent> translate(Provider provider, String name, String model) {
    return provider.embed(call.toBuilder().model(model).options(terms.optionsFor(name)).build());
  }

  @Override
  public Endings<EmbedEvent> endings() {
    return Endings.EMBED;
  }
}
