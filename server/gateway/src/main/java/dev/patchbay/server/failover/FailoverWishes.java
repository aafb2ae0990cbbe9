package dev.patchbay.server.failover;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of failing over.
 *
 * @param elsewhere whether any other target may be asked
 * @param fallbackEnabled whether the configured fallback models may be asked
 * @param fallbacks other models that may be asked, in place of the configured ones; empty: none
 *     named
 * @param afterOutput null: as the model's configuration says
 * @param toldOfRestarts whether the caller understands that output delivered is void
 * @param hold null: as the model's configuration says
 */
public record FailoverWishes(
    boolean elsewhere,
    boolean fallbackEnabled,
    List<String> fallbacks,
    @Nullable AfterOutput afterOutput,
    boolean toldOfRestarts,
    @Nullable Hold hold) {
  /** Other targets of the model, and what the model's configuration says. */
  public static final FailoverWishes NONE =
      new FailoverWishes(true, false, List.of(), null, false, null);

  /** No other target. */
  public static final FailoverWishes NEVER =
      new FailoverWishes(false, false, List.of(), AfterOutput.NEVER, false, null);

  public FailoverWishes {
    fallbacks = List.copyOf(fallbacks);
  }
}
