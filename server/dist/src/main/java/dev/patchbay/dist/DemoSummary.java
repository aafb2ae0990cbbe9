package dev.patchbay.dist;

import com.google.protobuf.Duration;
import dev.patchbay.cli.ChatClient;
import dev.patchbay.v1.Completed;
import java.util.Locale;

/** Says what became of the demo's question, by the server's own clock. */
final class DemoSummary {
  private DemoSummary() {}

  static String of(ChatClient.Answer answer) {
    Completed end = answer.end();
    long firstToken = millis(end.getTiming().getTimeToFirstToken());
    long total = millis(end.getTiming().getTotal());
    long tokens = end.getUsage().getOutputTokens();
    double rate = (tokens - 1) * 1000.0 / Math.max(1, total - firstToken);
    return String.format(
        Locale.ROOT,
        """
        route        endpoint %s, provider %s, model %s, attempt %d
        first token  %d ms
        tokens       %d in, %d out, %.0f per second\
        """,
        answer.route().getEndpoint(),
        answer.route().getProvider(),
        answer.route().getUpstreamModel(),
        answer.route().getAttempt(),
        firstToken,
        end.getUsage().getInputTokens(),
        tokens,
        rate);
  }

  private static long millis(Duration duration) {
    return duration.getSeconds() * 1000 + duration.getNanos() / 1_000_000;
  }
}
