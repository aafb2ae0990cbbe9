package dev.patchbay.server.http;

import dev.patchbay.server.http.openai.OpenAiErrors;
import dev.patchbay.server.http.transport.Exchange;
import dev.patchbay.server.http.transport.Reply;
import dev.patchbay.server.telemetry.CallMetrics;
import dev.patchbay.server.telemetry.Exposition;
import jakarta.inject.Inject;

/** {@code GET /metrics}, for Prometheus. */
final class MetricsPage implements Resource {
  private final CallMetrics metrics;

  @Inject
  MetricsPage(CallMetrics metrics) {
    this.metrics = metrics;
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
    return true;
  }

  /** Away from the loop: thousands of series take milliseconds to write. */
  @Override
  public void serve(HttpCall call, byte[] body) {
    Exchange exchange = call.exchange();
    String accept = exchange.header("accept");
    Thread.ofVirtual()
        .name("metrics")
        .start(() -> {
          Exposition page = metrics.scrape(accept);
          exchange
              .loop()
              .execute(() -> exchange.reply(Reply.of(200, page.contentType(), page.body())));
        });
  }
}
