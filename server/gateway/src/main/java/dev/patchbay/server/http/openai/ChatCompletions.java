package dev.patchbay.server.http.openai;

import dev.patchbay.server.http.Answering;
import dev.patchbay.server.http.ErrorShape;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.Once;
import dev.patchbay.server.http.Policy;
import dev.patchbay.server.http.Resource;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.relay.Request;
import jakarta.inject.Inject;

/** {@code POST /v1/chat/completions}. */
public final class ChatCompletions implements Resource {
  private final Relay relay;
  private final Policy policy;
  private final Once once;

  @Inject
  public ChatCompletions(Relay relay, Policy policy, Once once) {
    this.relay = relay;
    this.policy = policy;
    this.once = once;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public ErrorShape errors() {
    return OpenAiErrors.SHAPE;
  }

  @Override
  public Request.Operation operation() {
    return Request.Operation.CHAT;
  }

  @Override
  public boolean isGuarded() {
    return true;
  }

  @Override
  public void serve(HttpCall call, byte[] body) {
    ChatReading.Chat chat = ChatReading.read(body, policy.terms(call), Policy.HEARTBEAT);
    once.serve(call, body, chat.request(), own -> answering(own, chat).run(relay, chat.request()));
  }

  private static Answering answering(HttpCall call, ChatReading.Chat chat) {
    return chat.request().isStreamed()
        ? new ChatStream(call, chat.usageWanted())
        : new ChatWhole(call);
  }
}
