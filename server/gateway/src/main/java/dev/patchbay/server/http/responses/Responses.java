package dev.patchbay.server.http.responses;

import dev.patchbay.server.http.Answering;
import dev.patchbay.server.http.CallResource;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.Policy;
import dev.patchbay.server.http.openai.OpenAiErrors;
import dev.patchbay.server.relay.Request;
import jakarta.inject.Inject;

/**
 * {@code POST /v1/responses}. Nothing is stored, whatever {@code store} says, and every answer says
 * so; what needs something stored is refused.
 */
public final class Responses extends CallResource {
  public static final String PATH = "/v1/responses";

  @Inject
  public Responses(Means means) {
    super(means, OpenAiErrors.SHAPE, Request.Operation.CHAT);
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
