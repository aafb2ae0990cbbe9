package dev.patchbay.server.relay;

import dev.patchbay.spi.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to account for when a call has ended, however it ended.
 *
 * @param route the last attempt's; null: none was made
 * @param usage of the whole call
 * @param estimated whether the gateway counted because the provider told nothing
 * @param failed the attempts that failed, oldest first: all, if the call failed
 * @param firstTokenNanos from the call's start to its first content; 0: there was none
 * @param totalNanos from the call's start to its end
 */
public record Outcome(
    @Nullable Route route,
    Usage usage,
    boolean estimated,
    List<FailedAttempt> failed,
    long firstTokenNanos,
    long totalNanos) {}
