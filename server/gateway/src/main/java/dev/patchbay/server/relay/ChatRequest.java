package dev.patchbay.server.relay;

import dev.patchbay.server.routing.RouteRequest;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Provider;
import java.time.Duration;
import java.util.Set;

/**
 * A chat.
 *
 * @param call its model is the name asked for
 * @param heartbeat how long a streamed call may stay silent before the caller is told that it
 *     lives; zero: for ever
 */
public record ChatRequest(ChatCall call, Terms terms, Duration heartbeat)
    implements Request<ChatEvent> {
  @Override
  public Operation operation() {
    return Operation.CHAT;
  }

  @Override
  public String model() {
    return call.model();
  }

  @Override
  public String root() {
    return "input.";
  }

  @Override
  public boolean isStreamed() {
    return call.stream();
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
  public Answer<ChatEvent> translate(Provider provider, String name, String model) {
    return provider.chat(call.toBuilder().model(model).options(terms.optionsFor(name)).build());
  }

  @Override
  public Endings<ChatEvent> endings() {
    return Endings.CHAT;
  }
}
