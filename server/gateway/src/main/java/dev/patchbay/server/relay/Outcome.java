package dev.patchbay.server.relay;

import dev.patchbay.spi.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to account for when a call has ended, however it ended.
 *
 * @param route the last attempt's, or the one's that answered; null: none was made
 * @param usage of the whole call: the sum of what was spent
 * @param estimated whether the gateway counted a part of it because a provider told nothing
 * @param spent what each attempt used that used anything, in the order in which they ended
 * @param failed the attempts that failed, oldest first: all, if the call failed
 * @param firstTokenNanos from the call's start to its first content; 0: there was none
 * @param totalNanos from the call's start to its end
 */
public record Outcome(
    @Nullable Route route,
    Usage usage,
    boolean estimated,
    List<Spent> spent,
    List<FailedAttempt> failed,
    long firstTokenNanos,
    long totalNanos) {}
