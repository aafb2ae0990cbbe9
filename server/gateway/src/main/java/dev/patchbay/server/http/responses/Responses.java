package dev.patchbay.server.http.responses;

import dev.patchbay.server.http.Answering;
import dev.patchbay.server.http.ErrorShape;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.Once;
import dev.patchbay.server.http.Policy;
import dev.patchbay.server.http.Resource;
import dev.patchbay.server.http.openai.OpenAiErrors;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.relay.Request;
import jakarta.inject.Inject;

/**
 * {@code POST /v1/responses}. Nothing is stored, whatever {@code store} says, and every answer says
 * so; what needs something stored is refused.
 */
public final class Responses implements Resource {
  public static final String PATH = "/v1/responses";

  private final Relay relay;
  private final Policy policy;
  private final Once once;

  @Inject
  public Responses(Relay relay, Policy policy, Once once) {
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
    ResponsesReading.Asked asked =
        ResponsesReading.read(body, policy.terms(call), Policy.HEARTBEAT);
    once.serve(
        call, body, asked.request(), own -> answering(own, asked).run(relay, asked.request()));
  }

  private static Answering answering(HttpCall call, ResponsesReading.Asked asked) {
    return asked.request().isStreamed()
        ? new ResponseStream(call, asked.echo())
        : new ResponseWhole(call, asked.echo());
  }
}
