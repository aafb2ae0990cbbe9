package dev.patchbay.server.failover;

import java.util.List;

/**
 * What a model's configuration says of failing over.
 *
 * @param fallbacks other models, tried in order when every target failed and the caller allows it
 * @param hedged whether a second target is asked when the first token is late
 * @param contentFilterFallback whether a prompt that a filter refused may go to a fallback model
 */
public record FailoverRules(
    List<String> fallbacks,
    Retries retries,
    AfterOutput afterOutput,
    Hold hold,
    boolean hedged,
    boolean contentFilterFallback) {
  public static final FailoverRules DEFAULT =
      new FailoverRules(List.of(), Retries.DEFAULT, AfterOutput.NEVER, Hold.NONE, false, false);

  public FailoverRules {
    fallbacks = List.copyOf(fallbacks);
  }
}
