package dev.patchbay.server.http.openai;

import dev.patchbay.server.http.Answering;
import dev.patchbay.server.http.ErrorShape;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.Policy;
import dev.patchbay.server.http.Resource;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.relay.Request;
import jakarta.inject.Inject;

/** {@code POST /v1/chat/completions}. */
public final class ChatCompletions implements Resource {
  private final Relay relay;
  private final Policy policy;

  @Inject
  public ChatCompletions(Relay relay, Policy policy) {
    this.relay = relay;
    this.policy = policy;
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
    Answering answer =
        chat.request().call().stream()
            ? new ChatStream(call, chat.usageWanted())
            : new ChatWhole(call);
    answer.run(relay, chat.request());
  }
}
