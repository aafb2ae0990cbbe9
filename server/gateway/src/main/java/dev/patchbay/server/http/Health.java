package dev.patchbay.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.server.http.openai.OpenAiErrors;
import dev.patchbay.server.http.transport.Reply;
import java.util.function.BooleanSupplier;

/** {@code GET /healthz} and {@code GET /readyz}: for whoever watches the process. */
final class Health implements Resource {
  private final BooleanSupplier good;

  /**
   * @param good false: answers 503
   */
  Health(BooleanSupplier good) {
    this.good = good;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public ErrorShape errors() {
    return OpenAiErrors.SHAPE;
  }

  @Override
  public boolean isGuarded() {
    return false;
  }

  @Override
  public void serve(HttpCall call, byte[] body) {
    boolean well = good.getAsBoolean();
    byte[] text = (well ? "ok\n" : "not ready\n").getBytes(UTF_8);
    call.exchange().reply(Reply.of(well ? 200 : 503, "text/plain; charset=utf-8", text));
  }
}
