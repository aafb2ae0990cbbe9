package dev.patchbay.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.server.http.openai.OpenAiErrors;
import dev.patchbay.server.http.transport.Exchange;
import dev.patchbay.server.http.transport.Reply;
import dev.patchbay.server.telemetry.CallMetrics;
import dev.patchbay.server.telemetry.Exposition;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /metrics}, for Prometheus. */
final class MetricsPage implements Resource {
  private static final Logger log = LoggerFactory.getLogger(MetricsPage.class);

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
          Reply page = page(accept);
          exchange.loop().execute(() -> exchange.reply(page));
        });
  }

  /** Never throws: nobody else would answer the caller. */
  private Reply page(@Nullable String accept) {
    try {
      Exposition page = metrics.scrape(accept);
      return Reply.of(200, page.contentType(), page.body());
    } catch (RuntimeException e) {
      log.error("the metrics could not be written", e);
      return Reply.of(500, "text/plain; charset=utf-8", "see the server's log\n".getBytes(UTF_8));
    }
  }
}
