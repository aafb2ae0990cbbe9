package dev.patchbay.server.relay;

import dev.patchbay.server.routing.RouteRequest;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A chat.
 *
 * @param call its model is the name asked for
 * @param heartbeat how long a streamed call may stay silent before the caller is told that it
 *     lives; zero: for ever
 */
public record ChatRequest(ChatCall call, Terms terms, Duration heartbeat)
    implements Request<ChatEvent> {
  /** What gRPC's requests call otherwise. */
  private static final Map<String, String> RENAMED =
      Map.of("format", "response_format", "thinking", "reasoning", "extra", "extra_json");

  private static final Pattern FIRST = Pattern.compile("^\\w+");

  /** Where gRPC's requests for a chat have what stands at this path in the call. */
  public static String fieldOf(String path) {
    return "input."
        + FIRST
            .matcher(path)
            .replaceFirst(name -> RENAMED.getOrDefault(name.group(), name.group()));
  }

  /** The same call, answered as it comes. */
  ChatRequest streamed() {
    return call.stream()
        ? this
        : new ChatRequest(call.toBuilder().stream(true).build(), terms, heartbeat);
  }

  /** The same call, to be answered from where this text ends. */
  ChatRequest continuing(String text) {
    var messages = new ArrayList<>(call.messages());
    var parts = new ArrayList<Part>();
    if (!messages.isEmpty() && messages.getLast().role().equals(Message.ASSISTANT)) {
      parts.addAll(messages.removeLast().parts());
    }
    parts.add(Part.Text.of(text));
    messages.add(Message.of(Message.ASSISTANT, parts));
    // The caller's own bytes do not say this.
    Origin rewritten = call.origin().rewritten();
    ChatCall longer = call.toBuilder().messages(messages).origin(rewritten).build();
    return new ChatRequest(longer, terms, heartbeat);
  }

  @Override
  public Operation operation() {
    return Operation.CHAT;
  }

  @Override
  public String model() {
    return call.model();
  }

  @Override
  public String field(String path) {
    return fieldOf(path);
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
