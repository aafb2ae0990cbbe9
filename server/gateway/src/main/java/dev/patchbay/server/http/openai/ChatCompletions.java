package dev.patchbay.server.http.openai;

import dev.patchbay.server.http.Answering;
import dev.patchbay.server.http.CallResource;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.Policy;
import dev.patchbay.server.relay.Request;
import jakarta.inject.Inject;

/** {@code POST /v1/chat/completions}. */
public final class ChatCompletions extends CallResource {
  @Inject
  public ChatCompletions(Means means) {
    super(means, OpenAiErrors.SHAPE, Request.Operation.CHAT);
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
