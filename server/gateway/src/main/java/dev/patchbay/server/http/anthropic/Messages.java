package dev.patchbay.server.http.anthropic;

import dev.patchbay.server.http.Answering;
import dev.patchbay.server.http.CallResource;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.Policy;
import dev.patchbay.server.http.Problem;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.Request;
import jakarta.inject.Inject;
import java.util.List;

/** {@code POST /v1/messages}. What Anthropic has below that path is not there. */
public final class Messages extends CallResource {
  public static final String PATH = "/v1/messages";

  /** Counting tokens and batches. */
  public static final String BELOW = PATH + "/";

  @Inject
  public Messages(Means means) {
    super(means, AnthropicErrors.SHAPE, Request.Operation.CHAT);
  }

  @Override
  public void serve(HttpCall call, byte[] body) {
    if (!call.exchange().path().equals(PATH)) {
      String message = "nothing answers at " + call.exchange().path();
      call.fail(Problem.of(404, "path_not_found", message));
      return;
    }
    List<String> features = Betas.of(call.exchange().headers(Betas.HEADER));
    ChatRequest request =
        MessagesReading.read(body, features, policy.terms(call), Policy.HEARTBEAT);
    once.serve(call, body, request, own -> answering(own, request).run(relay, request));
  }

  private static Answering answering(HttpCall call, ChatRequest request) {
    return request.isStreamed() ? new MessageStream(call) : new MessageWhole(call);
  }
}
