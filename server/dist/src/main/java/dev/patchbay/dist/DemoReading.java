package dev.patchbay.dist;

import dev.patchbay.cli.ChatClient;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints an answer as it comes and times it as a caller sees it. */
final class DemoReading implements Consumer<String> {
  private final PrintWriter out;
  private final long asked = System.nanoTime();
  private long first;
  private long last;

  DemoReading(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void accept(String text) {
    last = System.nanoTime();
    if (first == 0) {
      first = last;
    }
    out.print(text);
    out.flush();
  }

  String summary(ChatClient.Answer answer) {
    long tokens = answer.end().getUsage().getOutputTokens();
    double seconds = (last - first) / 1e9;
    String rate =
        tokens > 1 && seconds > 0
            ? String.format(Locale.ROOT, "%.0f", (tokens - 1) / seconds)
            : "?";
    return String.format(
        Locale.ROOT,
        "route            endpoint %s, provider %s, model %s, attempt %d%n"
            + "first token      %d ms%n"
            + "tokens           %d in, %d out, %s per second",
        answer.route().getEndpoint(),
        answer.route().getProvider(),
        answer.route().getUpstreamModel(),
        answer.route().getAttempt(),
        (first - asked) / 1_000_000,
        answer.end().getUsage().getInputTokens(),
        tokens,
        rate);
  }
}
